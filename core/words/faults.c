/*
 * A bounded list of faults.
 */
#include "words/faults.h"

#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"

void
faults_init(struct faults *f)
{
	*f = (struct faults){ 0 };
}

void
faults_release(struct faults *f)
{
	free(f->rows);
	*f = (struct faults){ 0 };
}

void
faults_add(struct faults *f, const char *file, int line, int column,
	const struct err *err)
{
	struct fault *row;

	if (f->count == FAULTS_MAX) {
		f->left_off++;
		return;
	}
	if (!f->rows)
		f->rows = mem_array(FAULTS_MAX, sizeof(*f->rows));
	row = &f->rows[f->count++];
	fixed_cut(row->file, sizeof(row->file), file);
	row->line = line;
	row->column = column;
	row->err = *err;
	if (line)
		fixed_cut_format(row->err.where, sizeof(row->err.where),
			"%s:%d:%d", row->file, line, column);
	else
		fixed_cut(row->err.where, sizeof(row->err.where), row->file);
}

void
faults_add_placed(struct faults *f, const char *file, const struct err *err)
{
	int line = 0, column = 0;
	size_t n = strlen(file);

	if (strncmp(err->where, file, n) == 0 && err->where[n] == ':') {
		char *end = NULL;

		line = (int)strtol(err->where + n + 1, &end, 10);
		column = *end == ':' ? (int)strtol(end + 1, NULL, 10) : 0;
	}
	faults_add(f, file, line, column, err);
}
