/*
 * The shipped library for tests of this folder: reading files is theirs to
 * do, the domain itself does no IO.
 */
#ifndef CRIER_TESTS_DOMAIN_LIBRARY_H
#define CRIER_TESTS_DOMAIN_LIBRARY_H

#include "domain/playbook.h"

struct shelf {
	struct library_file *files;
	size_t count;
};

/* All files under a folder, paths relative to it. */
static inline void shelf_open(struct shelf *s, const char *root);
static inline void shelf_close(struct shelf *s);

/* The library in playbooks/; ends the program with its faults if bad. */
static inline struct library *shipped_library(void);

/* The same with text added at the end of one of its files. */
static inline struct library *
amended_library(const char *path, const char *text);

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
	(void)ftw;
	if (type != FTW_F)
		return 0;
	FILE *f = fopen(path, "rb");
	if (!f)
		abort();
	size_t len = (size_t)st->st_size;
	char *data = mem_new(len + 1);
	if (fread(data, 1, len, f) != len)
		abort();
	(void)fclose(f);
	struct shelf *s = shelf_filling;
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
	return amended_library("", "");
}

static inline struct library *
amended_library(const char *path, const char *text)
{
	struct shelf shelf;
	struct faults faults;
	struct library *lib = NULL;
	faults_init(&faults);
	shelf_open(&shelf, "playbooks");
	for (size_t i = 0; i < shelf.count; i++) {
		struct library_file *f = &shelf.files[i];
		if (strcmp(f->path, path) != 0)
			continue;
		char *data = mem_printf("%.*s%s", (int)f->len, f->data, text);
		free((char *)(uintptr_t)f->data);
		f->data = data;
		f->len = strlen(data);
	}
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
