/* What a workbook may be at most: what Excel itself allows, and beyond that what no office has.
 * Past these a file is refused with a message, as a trap or by mistake. Private to the core. */
#ifndef CORE_BOOK_LIMITS_H
#define CORE_BOOK_LIMITS_H

/* The archive. */
enum {
    PACKAGE_ENTRIES = 10000,
    PACKAGE_PART_MB = 512,   /* of one part, unpacked */
    PACKAGE_WHOLE_MB = 1024, /* of all parts that are read, unpacked */
    PACKAGE_RATIO = 500,     /* unpacked to packed, in parts of more than... */
    PACKAGE_RATIO_FROM_MB = 4
};

/* Its XML. */
enum { XML_DEPTH = 100 /* elements within one another */ };

/* Its sheets. */
enum {
    BOOK_COLUMNS = 16384,
    BOOK_ROWS = 1048576,
    BOOK_CELLS = 1 << 24,  /* of all sheets, gaps in rows included; of all texts that they share */
    BOOK_BLANKS = 1 << 24, /* that OpenDocument writes as a count */
    BOOK_MERGES = 1 << 16,
    BOOK_HIDDEN = 1 << 10,  /* runs of hidden rows that are kept for the note */
    BOOK_FORMATS = 1 << 16, /* styles of cells */
    BOOK_CUSTOM = 1 << 12   /* number formats of its own */
};

#endif
