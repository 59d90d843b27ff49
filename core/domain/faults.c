/*
 * A bounded list of faults.
 */
#include "domain/faults.h"

#include <stdio.h>
#include <stdlib.h>

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
	if (f->count == FAULTS_MAX) {
		f->left_off++;
		return;
	}
	if (!f->rows)
		f->rows = mem_array(FAULTS_MAX, sizeof(*f->rows));
	struct fault *row = &f->rows[f->count++];
	snprintf(row->file, sizeof(row->file), "%s", file);
	err_cut(row->file);
	row->line = line;
	row->column = column;
	row->err = *err;
	if (line)
		snprintf(row->err.where, sizeof(row->err.where), "%s:%d:%d",
			row->file, line, column);
	else
		snprintf(row->err.where, sizeof(row->err.where), "%s",
			row->file);
}
