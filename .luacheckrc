std = "lua54"
max_line_length = 100
-- what is wrong in these is what they are for; those are kept as a release had them
exclude_files = { "tests/packs-broken", "tests/formats/*/paket.lua" }
