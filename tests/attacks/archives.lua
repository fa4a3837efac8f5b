-- Workbooks and reports of strangers that are bombs, lie of themselves or name what is elsewhere;
-- tests/support/archives.py writes them.
local attack <const> = dofile "tests/support/attack.lua"
local check <const> = attack.check

local WRITER <const> = "/usr/bin/python3 " .. attack.quote(attack.here ..
  "/tests/support/archives.py")

-- An archive of that name, which is refused.
local function archive(name, tries, file)
  return {
    name, tries = tries,
    must = "it is refused with its reason; nothing of elsewhere is read or written",
    run = function(scene)
      scene:write("rahasia.txt", "RAHASIA")
      scene:shell(("%s '%s' %s"):format(WRITER, name, file))
      check.that(scene:read(file), "the archive is written")
      local command <const> = file:find "%.docx$" and "new data neu --from " .. file
        or "eval " .. file .. " --rules jember-2024 --table indikator --format csv"
      local seen <const> = scene:run(command)
      check.that(seen.status == 2, ("status %d: %s"):format(seen.status, seen.all))
      check.that(#seen.err > 0 and not seen.all:find "RAHASIA", seen.all)
      check.eq(scene:shell "ls -A | sort | tr '\\n' ' '",
        file < "rahasia.txt" and file .. " rahasia.txt " or "rahasia.txt " .. file .. " ",
        "files that are left")
    end,
  }
end

local list <const> = { title = "workbooks and reports that are bombs, lie or lead elsewhere" }

for _, file in ipairs { "buku.xlsx", "buku.ods", "laporan.docx" } do
  local ending <const> = file:match "%.(%w+)$"
  for _, one in ipairs {
    { "billion laughs", "take all memory by entities within entities" },
    { "external entity", "have a file of this machine read as an entity" },
    { "external document type", "have a document type of elsewhere read" },
    { "parameter entity", "have an entity of the document type read" },
    { "bomb", "unpack to a gigabyte" },
    { "levels without end", "exhaust the stack by a million elements within one another" },
    { "part twice", "show another content to another program" },
    { "encrypted part", "have what cannot be read taken for empty" },
    { "size that lies", "have more unpacked than was said" },
    { "check sum that lies", "have damaged content taken for whole" },
    { "cut short", "have half of an archive taken for whole" },
    { "no parts", "have an archive without parts taken for a report" },
    { "parts without end", "hold the program up by a hundred thousand parts" },
    { "no XML", "have bytes taken for a document" },
  } do
    list[#list + 1] = archive(ending .. ": " .. one[1], one[2], file)
  end
end

return list
