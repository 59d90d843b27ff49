/*
 * The formats of a sheet.
 */
#include "station/sheet_answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "export/sheet.h"

enum err_code
sheet_answer(json_t **out, json_t *sheet, const char *format, struct err *err)
{
	bool html = strcmp(format, "html") == 0;
	char *text = NULL;
	enum err_code rc = ERR_OK;

	if (!html && strcmp(format, "csv") != 0) {
		*out = sheet;
		return ERR_OK;
	}
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
