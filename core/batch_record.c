#include "core/batch_record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/decimal.h"

void bytes_add(struct bytes *bytes, const void *data, size_t size)
{
    if (bytes->failed || !size)
        return;
    if (size > bytes->capacity - bytes->size) {
        size_t wanted = bytes->capacity ? bytes->capacity * 2 : 4096;
        while (wanted && wanted - bytes->size < size)
            wanted *= 2;
        char *grown = wanted ? realloc(bytes->data, wanted) : NULL;
        bytes->failed = !grown;
        if (!grown)
            return;
        bytes->data = grown;
        bytes->capacity = wanted;
    }
    memcpy(bytes->data + bytes->size, data, size); /* NOLINT: data is NULL where size is 0 only */
    bytes->size += size;
}

void bytes_clear(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){.data = NULL};
}

static bool write_bytes(void *user, const char *data, size_t size)
{
    struct bytes *bytes = user;
    bytes_add(bytes, data, size);
    return !bytes->failed;
}

struct capai_sink bytes_sink(struct bytes *bytes)
{
    return (struct capai_sink){.write = write_bytes, .user = bytes};
}

/* ---- numbers and texts ---- */

void bytes_put_number(struct bytes *out, uint64_t number)
{
    bytes_add(out, &number, sizeof number);
}

void bytes_put_text(struct bytes *out, capai_text text)
{
    bytes_put_number(out, text.data ? text.size + 1 : 0);
    bytes_add(out, text.data, text.size);
}

bool bytes_get(capai_text *text, void *out, size_t size)
{
    if (text->size < size)
        return false;
    memcpy(out, text->data, size);
    *text = (capai_text){text->data + size, text->size - size};
    return true;
}

bool bytes_get_text(capai_text *text, struct capai_arena *arena, capai_text *out)
{
    uint64_t size;
    *out = CAPAI_NO_TEXT;
    if (!bytes_get(text, &size, sizeof size) || (size && size - 1 > text->size))
        return false;
    if (!size)
        return true;
    *out = capai_text_copy((capai_text){text->data, (size_t)size - 1}, arena);
    *text = (capai_text){text->data + size - 1, text->size - (size_t)size + 1};
    return out->data != NULL;
}

/* ---- texts of records ---- */

enum { MISSING = -1 };

static void put_text(struct bytes *out, capai_text text)
{
    int32_t size = text.data ? (int32_t)text.size : MISSING; /* no text of a cell is longer */
    bytes_add(out, &size, sizeof size);
    bytes_add(out, text.data, text.size);
}

static bool get_text(capai_text *text, capai_text *out)
{
    int32_t size;
    *out = CAPAI_NO_TEXT;
    if (!bytes_get(text, &size, sizeof size) || size < MISSING ||
        (int64_t)size > (int64_t)text->size)
        return false;
    if (size == MISSING)
        return true;
    *out = (capai_text){text->data, (size_t)size};
    *text = (capai_text){text->data + size, text->size - (size_t)size};
    return true;
}

/* ---- totals ---- */

/* What has a fixed size. */
struct total_head {
    capai_decimal shown, pagu, realisasi;
    uint64_t rows;
    uint32_t set, terms;
    int32_t year, report_year;
    unsigned char capaian_outcome, pagu_outcome, realisasi_outcome, root;
};

void record_total(struct bytes *out, const struct total_record *record)
{
    struct total_head head;
    const struct opd_total *total = &record->total;
    const struct capai_exact exact = total->capaian.exact;
    memset(&head, 0, sizeof head); /* what lies between its members is written, too */
    head.shown = total->capaian.shown;
    head.pagu = total->pagu.amount;
    head.realisasi = total->realisasi.amount;
    head.rows = total->capaian.rows;
    head.set = (uint32_t)record->set;
    /* nothing adds up the OPDs of no kabupaten */
    head.terms = record->kabupaten.size && !total->capaian.outcome ? (uint32_t)exact.count : 0;
    head.year = total->year;
    head.report_year = total->report_year;
    head.capaian_outcome = (unsigned char)total->capaian.outcome;
    head.pagu_outcome = (unsigned char)total->pagu.outcome;
    head.realisasi_outcome = (unsigned char)total->realisasi.outcome;
    head.root = total->capaian.root;
    bytes_add(out, &head, sizeof head);
    bytes_add(out, exact.terms, head.terms * sizeof *exact.terms);
    const capai_text texts[] = {record->opd, record->kabupaten, record->provinsi, record->aturan,
                                record->predikat};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        put_text(out, texts[i]);
}

/* True for a number, and where there is none: nobody looks at its digits then. */
static bool is_number(unsigned outcome, capai_decimal number)
{
    return outcome != CAPAI_NILAI || decimal_is_sound(number);
}

/* Files may be damaged, and have come from elsewhere: what evaluation relies on is looked at. */
static bool is_sound(const struct total_head *head, const struct capai_ratio *terms)
{
    bool sound = head->capaian_outcome < CAPAI_OUTCOME_COUNT &&
                 head->pagu_outcome < CAPAI_OUTCOME_COUNT &&
                 head->realisasi_outcome < CAPAI_OUTCOME_COUNT && head->root <= 1 &&
                 is_number(head->capaian_outcome, head->shown) &&
                 is_number(head->pagu_outcome, head->pagu) &&
                 is_number(head->realisasi_outcome, head->realisasi);
    for (size_t i = 0; sound && i < head->terms; i++)
        sound = decimal_is_sound(terms[i].numerator) && decimal_is_sound(terms[i].denominator) &&
                capai_decimal_sign(terms[i].denominator) != 0;
    return sound;
}

static bool read_total(capai_text *text, struct capai_arena *arena, struct total_record *out)
{
    struct total_head head;
    if (!bytes_get(text, &head, sizeof head) ||
        head.terms > text->size / sizeof(struct capai_ratio))
        return false;
    struct capai_ratio *terms = NULL;
    if (head.terms) {
        terms = capai_arena_array(arena, head.terms, sizeof *terms);
        if (!terms)
            return false;
        bytes_get(text, terms, head.terms * sizeof *terms); /* so many are there */
    }
    if (!is_sound(&head, terms))
        return false;
    *out = (struct total_record){
        .set = head.set,
        .total = {.year = head.year,
                  .report_year = head.report_year,
                  .capaian = {.outcome = (enum capai_outcome)head.capaian_outcome,
                              .shown = head.shown,
                              .exact = {terms, head.terms},
                              .rows = (size_t)head.rows,
                              .root = head.root != 0},
                  .pagu = {(enum capai_outcome)head.pagu_outcome, head.pagu},
                  .realisasi = {(enum capai_outcome)head.realisasi_outcome, head.realisasi}}};
    capai_text *texts[] = {&out->opd, &out->kabupaten, &out->provinsi, &out->aturan,
                           &out->predikat};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!get_text(text, texts[i]))
            return false;
    return true;
}

bool record_read_total(capai_text *text, struct capai_arena *arena, struct total_record *out)
{
    capai_text rest = *text;
    const bool good = read_total(&rest, arena, out);
    *text = good ? rest : *text;
    return good;
}

/* ---- complaints ---- */

void record_notice(struct bytes *out, const struct capai_error *error)
{
    struct capai_error plain;
    size_t used = error->word[CAPAI_ERROR_WORDS];
    memset(&plain, 0, sizeof plain);
    plain.status = error->status;
    plain.message = error->message;
    plain.line = error->line;
    plain.column = error->column;
    plain.width = error->width;
    memcpy(plain.word, error->word, sizeof plain.word);
    memcpy(plain.text, error->text, used < sizeof plain.text ? used : sizeof plain.text);
    bytes_add(out, &plain, sizeof plain);
    put_text(out, capai_text_of(error->file));
    put_text(out, capai_text_of(error->sheet));
}

static bool copy_name(capai_text name, struct capai_arena *arena, const char **out)
{
    *out = name.data ? capai_text_copy(name, arena).data : NULL;
    return !name.data || *out;
}

/* Its message is one that there is, and its words lie in its text. */
static bool is_complaint(const struct capai_error *error)
{
    bool sound = (unsigned)error->message < CAPAI_MESSAGE_COUNT &&
                 error->message != CAPAI_MSG_NONE && (unsigned)error->status <= CAPAI_ERR_MEMORY &&
                 error->word[0] == 0 && error->word[CAPAI_ERROR_WORDS] <= CAPAI_ERROR_TEXT;
    for (int i = 0; i < CAPAI_ERROR_WORDS; i++)
        sound = sound && error->word[i] <= error->word[i + 1];
    return sound;
}

bool record_read_notice(capai_text *text, struct capai_arena *arena, struct capai_error *out)
{
    capai_text rest = *text, file, sheet;
    const bool good = bytes_get(&rest, out, sizeof *out) && is_complaint(out) &&
                      get_text(&rest, &file) && get_text(&rest, &sheet) &&
                      copy_name(file, arena, &out->file) && copy_name(sheet, arena, &out->sheet);
    *text = good ? rest : *text;
    return good;
}

void record_failed(struct bytes *out, capai_text opd, const struct capai_error *error)
{
    put_text(out, opd);
    record_notice(out, error);
}

bool record_read_failed(capai_text *text, struct capai_arena *arena, struct failed_record *out)
{
    capai_text rest = *text;
    const bool good = get_text(&rest, &out->opd) && record_read_notice(&rest, arena, &out->error);
    *text = good ? rest : *text;
    return good;
}
