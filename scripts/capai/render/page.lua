--- The page that all renderers set: measures in millimetres, type in points, colours in hex.
return {
  portrait = { width = 210, height = 297, left = 26, right = 18, top = 25, bottom = 25 },
  landscape = { width = 297, height = 210, left = 22, right = 22, top = 22, bottom = 20 },
  least_note = 70, -- width of the notes below a table, however narrow it is
  font = "Arial", fonts = { "Arial", "Liberation Sans", "Arimo" },
  size = { body = 11, leading = 16, chapter = 14, heading = 11.5, caption = 10, note = 8.5,
           numbers = 7.5, head = 8.5, cell = { normal = 9, tree = 8.5, matrix = 7.6 } },
  color = { ink = "1A1F26", soft = "4A5462", grid = "8A94A3", rule = "4A5462", head = "E6EAF0",
            band = "F3F5F8", paper = "FFFFFF", attention = "9A3B00" },
  classes = { "0B4F8A", "2F86CC", "6B7280", "C4620A", "8A2A0A" },
}
