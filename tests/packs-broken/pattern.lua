local text = ("x"):rep(300)
return text:find(".-.-.-.-b")
