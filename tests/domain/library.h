/*
 * The shipped library for tests of this folder: reading files is theirs to
 * do, the domain itself does no IO.
 */
#ifndef CRIER_TESTS_DOMAIN_LIBRARY_H
#define CRIER_TESTS_DOMAIN_LIBRARY_H

#include "domain/library/playbook.h"

struct shelf {
	struct library_file *files;
	size_t count;
};

/* All files under a folder, paths relative to it. */
static inline void shelf_open(struct shelf *s, const char *root);
static inline void shelf_close(struct shelf *s);

/* The library in playbooks/; ends the program with its faults if bad. */
static inline struct library *shipped_library(void);

/* The same with changes: text put behind the first `after` of a file ("": at
 * its end). */
struct edit {
	const char *path, *after, *text;
};
static inline struct library *
edited_library(const struct edit *edits, size_t count);

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct shelf *shelf_filling;
static size_t shelf_skip;

static int
shelf_add(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	FILE *f;
	size_t len;
	char *data;
	struct shelf *s;

	(void)ftw;
	if (type != FTW_F)
		return 0;
	f = fopen(path, "rb");
	if (!f)
		abort();
	len = (size_t)st->st_size;
	data = mem_new(len + 1);
	if (fread(data, 1, len, f) != len)
		abort();
	(void)fclose(f);
	s = shelf_filling;
	s->files = mem_grow(s->files, (s->count + 1) * sizeof(*s->files));
	s->files[s->count++] =
		(struct library_file){ mem_strdup(path + shelf_skip), data,
			len };
	return 0;
}

static inline void
shelf_open(struct shelf *s, const char *root)
{
	*s = (struct shelf){ 0 };
	shelf_filling = s;
	shelf_skip = strlen(root) + 1;
	if (nftw(root, shelf_add, 16, FTW_PHYS) != 0)
		abort();
}

static inline void
shelf_close(struct shelf *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free((char *)(uintptr_t)s->files[i].path);
		free((char *)(uintptr_t)s->files[i].data);
	}
	free(s->files);
}

static inline struct library *
shipped_library(void)
{
	return edited_library(NULL, 0);
}

static inline void
shelf_edit(struct library_file *f, const struct edit *e)
{
	const char *at = *e->after ? strstr(f->data, e->after) : NULL;
	size_t keep = f->len;
	char *data;

	if (at)
		keep = (size_t)(at - f->data) + strlen(e->after);
	else if (*e->after)
		abort();
	data = mem_printf(
		"%.*s%s%s", (int)keep, f->data, e->text, f->data + keep);
	free((char *)(uintptr_t)f->data);
	f->data = data;
	f->len = strlen(data);
}

static inline struct library *
edited_library(const struct edit *edits, size_t count)
{
	struct shelf shelf;
	struct faults faults;
	struct library *lib = NULL;

	faults_init(&faults);
	shelf_open(&shelf, "playbooks");
	for (size_t i = 0; i < shelf.count; i++)
		for (size_t k = 0; k < count; k++)
			if (strcmp(shelf.files[i].path, edits[k].path) == 0)
				shelf_edit(&shelf.files[i], &edits[k]);
	if (playbook_library_parse(
		    &lib, shelf.files, shelf.count, &faults, NULL)) {
		for (size_t i = 0; i < faults.count; i++)
			(void)fprintf(stderr, "%s: %s (%s)\n",
				faults.rows[i].err.where,
				faults.rows[i].err.what,
				faults.rows[i].err.remedy);
		abort();
	}
	faults_release(&faults);
	shelf_close(&shelf);
	return lib;
}

#endif
