--- A name without capitals, blanks and punctuation, as names meet in data sets; "" for nil.
return function(name)
  return ((name or ""):lower():gsub("[%s%p]", ""))
end
