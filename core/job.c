/* What the parts of an evaluation share. */
#include "core/evaluate.h"

enum capai_status evaluate_complain(struct job *job, enum schema_file file, size_t row,
                                    capai_text column, struct capai_error *error)
{
    if (!error->status)
        return CAPAI_OK;
    int c = capai_table_find(job->dataset->sheets[file].table, column);
    return dataset_complain(job->dataset, file, row, c, error);
}

bool evaluate_counts(const struct capai_rules *rules, capai_text jenis)
{
    for (size_t i = 0; i < rules->average.jenis_count; i++)
        if (capai_text_equal_nocase(rules->average.jenis[i], jenis))
            return true;
    return false;
}
