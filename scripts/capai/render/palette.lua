--- The colours of drawings by what they are for, on white and on a dark screen. In documents that
--- know custom properties each is `--` and its name, so that a page can set them.
local page = require "capai.render.page"

local palette = {
  light = {
    ink = page.color.ink, soft = page.color.soft, paper = page.color.paper, grid = "D5DAE1",
    first = "0B4F8A", second = "B4540A", tint = "DCE8F3", target = "B4540A", link = "74808C",
    class1 = page.classes[1], class2 = page.classes[2], class3 = page.classes[3],
    class4 = page.classes[4], class5 = page.classes[5],
  },
  dark = {
    ink = "E8ECF1", soft = "A9B4C2", paper = "1B212A", grid = "39424E",
    first = "8CC8FF", second = "F0943E", tint = "24435F", target = "F4B27A", link = "8A97A6",
    class1 = "8CC8FF", class2 = "4F9BE0", class3 = "9AA3AF", class4 = "F0943E", class5 = "E0684A",
  },
}

return palette
