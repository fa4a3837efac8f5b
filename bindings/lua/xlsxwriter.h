/* The library that writes workbooks, found when the first one is written: a start of the program
 * does not pay for it, nor for the libraries that it needs itself. Private to the bindings.
 */
#ifndef LUA_XLSXWRITER_H
#define LUA_XLSXWRITER_H

#include <stdint.h>

#include <xlsxwriter.h>

#define XLSXWRITER_FUNCTIONS(X)                                                                    \
    X(lxw_strerror)                                                                                \
    X(lxw_workbook_free)                                                                           \
    X(workbook_new_opt)                                                                            \
    X(workbook_close)                                                                              \
    X(workbook_add_worksheet)                                                                      \
    X(workbook_add_format)                                                                         \
    X(workbook_add_chart)                                                                          \
    X(workbook_set_properties)                                                                     \
    X(workbook_validate_sheet_name)                                                                \
    X(format_set_font_name)                                                                        \
    X(format_set_font_size)                                                                        \
    X(format_set_font_color)                                                                       \
    X(format_set_bold)                                                                             \
    X(format_set_italic)                                                                           \
    X(format_set_underline)                                                                        \
    X(format_set_num_format)                                                                       \
    X(format_set_align)                                                                            \
    X(format_set_text_wrap)                                                                        \
    X(format_set_indent)                                                                           \
    X(format_set_pattern)                                                                          \
    X(format_set_fg_color)                                                                         \
    X(format_set_border)                                                                           \
    X(format_set_border_color)                                                                     \
    X(format_set_top)                                                                              \
    X(format_set_top_color)                                                                        \
    X(format_set_bottom)                                                                           \
    X(format_set_bottom_color)                                                                     \
    X(worksheet_write_number)                                                                      \
    X(worksheet_write_string)                                                                      \
    X(worksheet_write_blank)                                                                       \
    X(worksheet_write_formula_num)                                                                 \
    X(worksheet_write_url_opt)                                                                     \
    X(worksheet_write_comment_opt)                                                                 \
    X(worksheet_merge_range)                                                                       \
    X(worksheet_set_row_pixels_opt)                                                                \
    X(worksheet_set_row_opt)                                                                       \
    X(worksheet_set_column_pixels)                                                                 \
    X(worksheet_data_validation_range)                                                             \
    X(worksheet_autofilter)                                                                        \
    X(worksheet_freeze_panes)                                                                      \
    X(worksheet_gridlines)                                                                         \
    X(worksheet_outline_settings)                                                                  \
    X(worksheet_ignore_errors)                                                                     \
    X(worksheet_set_comments_author)                                                               \
    X(worksheet_set_landscape)                                                                     \
    X(worksheet_set_paper)                                                                         \
    X(worksheet_set_margins)                                                                       \
    X(worksheet_set_header)                                                                        \
    X(worksheet_set_footer)                                                                        \
    X(worksheet_print_area)                                                                        \
    X(worksheet_repeat_rows)                                                                       \
    X(worksheet_fit_to_pages)                                                                      \
    X(worksheet_center_horizontally)                                                               \
    X(worksheet_insert_chart_opt)                                                                  \
    X(chart_add_series)                                                                            \
    X(chart_series_set_categories)                                                                 \
    X(chart_series_set_values)                                                                     \
    X(chart_series_set_name)                                                                       \
    X(chart_series_set_line)                                                                       \
    X(chart_series_set_fill)                                                                       \
    X(chart_series_set_points)                                                                     \
    X(chart_series_set_marker_type)                                                                \
    X(chart_series_set_marker_size)                                                                \
    X(chart_series_set_marker_line)                                                                \
    X(chart_series_set_marker_fill)                                                                \
    X(chart_series_set_labels)                                                                     \
    X(chart_series_set_labels_font)                                                                \
    X(chart_series_set_labels_position)                                                            \
    X(chart_series_set_labels_num_format)                                                          \
    X(chart_axis_set_num_font)                                                                     \
    X(chart_axis_set_num_format)                                                                   \
    X(chart_axis_set_line)                                                                         \
    X(chart_axis_set_min)                                                                          \
    X(chart_axis_set_max)                                                                          \
    X(chart_axis_set_reverse)                                                                      \
    X(chart_axis_set_major_tick_mark)                                                              \
    X(chart_axis_set_label_position)                                                               \
    X(chart_axis_major_gridlines_set_visible)                                                      \
    X(chart_axis_major_gridlines_set_line)                                                         \
    X(chart_title_off)                                                                             \
    X(chart_legend_set_position)                                                                   \
    X(chart_legend_set_font)                                                                       \
    X(chart_legend_delete_series)                                                                  \
    X(chart_chartarea_set_line)                                                                    \
    X(chart_set_series_gap)                                                                        \
    X(chart_set_series_overlap)                                                                    \
    X(chart_set_high_low_lines)                                                                    \
    X(chart_show_blanks_as)

struct xlsxwriter {
#define XLSXWRITER_POINTER(name) __typeof__(&(name)) name;
    XLSXWRITER_FUNCTIONS(XLSXWRITER_POINTER)
#undef XLSXWRITER_POINTER
};

/* The functions of the library that this was compiled for, into *out; NULL, or what is missing, a
 * text that lives until the next call in this thread. */
const char *xlsxwriter_load(struct xlsxwriter *out);

#endif
