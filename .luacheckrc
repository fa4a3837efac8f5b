std = "lua54"
max_line_length = 100
exclude_files = { "tests/packs-broken" } -- what is wrong in them is what they are for
