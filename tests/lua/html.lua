-- A document as a web page: what keeps pages of paper and narrow screens readable. Browsers and the
-- engine of PDF are asked in make test-all.
require "capai"
local check <const> = dofile "tests/support/check.lua"
local render <const> = require "capai.render.html"

local function run(text) return { { text = text } } end

-- The page of a document with a table of so many rows, in groups of four.
local function page(rows)
  local block = { kind = "table", id = "tabel-a", label = "Tabel 1", caption = run "T",
                  size = "normal", columns = { { width = 60, align = "left", kind = "text" } },
                  head = { { cells = { { column = 1, text = "Kepala" } } } }, rows = {}, notes = {},
                  remarks = {} }
  for i = 1, rows do
    block.rows[i] = { role = i % 4 == 1 and "group" or "row", level = 0,
                      cells = { { column = 1, text = "Baris " .. i } } }
  end
  return render { title = "Laporan", blocks = { { kind = "section", left = "", right = "" }, block,
    { kind = "chart", type = "bars", id = "gambar-a", label = "Gambar 1", caption = run "G",
      categories = { "a" }, alt = "a: 1.",
      series = { { name = "N", values = { "1" }, labels = { "1" } } } } } }
end

local short <const>, long <const> = page(8), page(40)
check.that(short:find '<figure id="tabel%-a" class="whole">', "a short table stays whole")
check.that(not short:find '<figcaption[^>]*class="kept"', "and its caption takes no room")
check.that(not page(20):find '<figure id="tabel%-a" class="whole">',
  "one of half a page leaves no hole as high as it is")
local kept, back = long:match 'class="kept" style="%-%-kept:(%d+)mm;%-%-back:(%-?%d+)mm"'
check.that(tonumber(kept) > 25 and tonumber(kept) < 60, "a caption takes the room of a group")
check.eq(kept + back, 2, "and gives it back")
check.that(not long:find("calc(", 1, true), "no engine has to compute")
check.that(short:find('<div class="scroll" role="region" tabindex="0" ' ..
  'aria-labelledby="gambar-a-judul">', 1, true), "a chart can be moved aside")
check.that(short:find('<figcaption id="gambar-a-judul">', 1, true), "by the name of its caption")
check.that(short:find "%.chart svg { min%-width", "and does not shrink with the screen")

check.done()
