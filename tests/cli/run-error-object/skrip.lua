error { kode = 3 }
