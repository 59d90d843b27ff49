/*
 * Letters about an impostor (致平台、网信部门的函): the text of a row of
 * rules/forms.yaml with the case's facts in it, and the evidence.
 */
#include "domain/register/form_fill.h"

#include "base/buf.h"
#include "base/doc.h"
#include "domain/impostor/impostor.h"
#include "domain/sheet/sheet.h"

/* A rule's text is bounded, and so is each value (rules_forms.c). */
enum { LETTER_TEXT = FORM_TEXT + FORM_PLACES * FORM_VALUE };

static void
letter_text(json_t *sheet, const char *text, struct form_filler *f)
{
	const char *at = text, *piece;
	struct buf line;
	size_t len;
	int field;

	buf_init(&line, LETTER_TEXT);
	while ((piece = form_text_next(&at, &len, &field)) != NULL) {
		buf_add(&line, piece, len);
		if (field >= 0 && field < FORM_FIELD_COUNT)
			buf_puts(&line, form_filled(f, (enum form_field)field));
	}
	sheet_text(sheet, line.data);
	buf_release(&line);
}

static void
letter_evidence(json_t *sheet, const struct impostor *c, enum lang lang)
{
	static const struct both heads[] = { BOTH("evidence", "证据"),
		BOTH("file", "文件"), BOTH("SHA-256", "校验码（SHA-256）"),
		BOTH("address", "地址") };
	static const char *const keys[] = { "label", "name", "digest", "url" };
	static const struct both title = BOTH("Evidence", "证据清单");
	json_t *part, *row;
	size_t n;

	if (json_array_size(c->evidence) == 0)
		return;
	part = sheet_part(sheet, title.in[lang], "");
	for (n = 0; n < sizeof(heads) / sizeof(heads[0]); n++)
		sheet_head(part, heads[n].in[lang]);
	json_array_foreach(c->evidence, n, row)
	{
		sheet_row(part);
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++)
			sheet_cell(part, doc_str(row, keys[k]));
	}
}

enum err_code
impostor_letter_sheet(json_t **sheet, const struct form_view *v, const char *id,
	const struct impostor *c, struct err *err)
{
	const struct form_rule *form =
		form_of_kind(v, id, FORM_OF_IMPOSTOR, err);
	struct form_filler f = { .v = v, .c = c };
	json_t *row;

	if (form == NULL)
		return err->code;
	f.row = row = impostor_doc(c);
	*sheet = sheet_new(form->title.in[v->lang], v->lang);
	letter_text(*sheet, form->text.in[v->lang], &f);
	form_page(*sheet, form, &f);
	letter_evidence(*sheet, c, v->lang);
	form_feet(*sheet, v, form);
	json_decref(row);
	return ERR_OK;
}
