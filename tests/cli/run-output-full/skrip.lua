print "hasil"
