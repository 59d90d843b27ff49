/*
 * The formats of a sheet.
 */
#include "station/sheet_answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "export/sheet.h"

/* As it is, where one line of the protocol holds it. */
static enum err_code
sheet_whole(json_t **out, json_t *sheet, struct err *err)
{
	char *text = doc_format(sheet);
	bool fits = strlen(text) <= SHEET_FILE_MAX;

	free(text);
	if (fits) {
		*out = sheet;
		return ERR_OK;
	}
	json_decref(sheet);
	return refuse(err, REFUSE_FIELD, "format",
		WITH(arg_key("page"),
			ARG_BOTH("is too large: ask for html or csv",
				"内容过多：请改用 html 或 csv")));
}

enum err_code
sheet_answer(json_t **out, json_t *sheet, const char *format, struct err *err)
{
	bool html = strcmp(format, "html") == 0;
	char *text = NULL;
	enum err_code rc = ERR_OK;

	if (!html && strcmp(format, "csv") != 0)
		return sheet_whole(out, sheet, err);
	rc = html ? sheet_html(&text, sheet, err)
		  : sheet_csv(&text, sheet, err);
	if (rc == ERR_OK) {
		*out = json_object();
		doc_put_str(*out, "text", text);
	}
	free(text);
	json_decref(sheet);
	return rc;
}
