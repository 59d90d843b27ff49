/*
 * Reading a library as a whole: the rules, then each playbook.
 */
#include "domain/library/playbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pool.h"
#include "domain/library/playbook_parse.h"
#include "domain/office/office_none.h"
#include "lint/lint_rules.h"

/* "rainstorm-flood/playbook.yaml": the folder's length, else 0. */
static size_t
folder_length(const char *path)
{
	const char *slash = strchr(path, '/');

	if (!slash || strcmp(slash, "/playbook.yaml") != 0)
		return 0;
	return (size_t)(slash - path);
}

static int
by_id(const void *a, const void *b)
{
	const struct playbook *x = a, *y = b;

	return strcmp(x->id, y->id);
}

static void
parse_playbooks(struct library *lib, const struct library_file *files,
	size_t count, struct faults *faults)
{
	size_t folders = 0;

	for (size_t i = 0; i < count; i++)
		folders += folder_length(files[i].path) != 0;
	lib->playbooks =
		pool_array(lib->pool, folders, sizeof(*lib->playbooks));
	for (size_t i = 0; i < count; i++) {
		size_t n = folder_length(files[i].path);
		const char *folder;
		struct playbook *p;

		if (!n)
			continue;
		folder = pool_strndup(lib->pool, files[i].path, n);
		p = &lib->playbooks[lib->playbook_count++];
		p->id = folder;
		playbook_parse(p, lib, folder, files, count, faults);
	}
	if (lib->playbook_count)
		qsort(lib->playbooks, lib->playbook_count,
			sizeof(*lib->playbooks), by_id);
}

/* The playbook that a rule of the register opens is there. */
static void
check_opens(struct library *lib, const char *id, struct faults *faults)
{
	struct err none;

	if (id == NULL || *id == '\0' || playbook_find(lib, id) != NULL)
		return;
	(void)library_no_playbook(&none, "playbook", lib, id);
	faults_add(faults, "rules/register.yaml", 0, 0, &none);
}

/* A deadline of a letter names one that there is. */
static void
check_letters(struct library *lib, struct faults *faults)
{
	const struct rules *r = &lib->rules;

	for (size_t n = 0; n < r->impostor_count; n++) {
		const char *form = r->impostors[n].form;
		bool found = *form == '\0';
		struct err none;

		for (size_t k = 0; k < r->form_count; k++)
			found = found ||
				(r->forms[k].of == FORM_OF_IMPOSTOR &&
					strcmp(r->forms[k].scope.id, form) ==
						0);
		if (found)
			continue;
		refuse(&none, REFUSE_VALUE, "form",
			WITH(arg_text(form), arg_key("form"),
				arg_words("rules/forms.yaml")));
		faults_add(faults, "rules/register.yaml", 0, 0, &none);
	}
}

/* A rule by which others' posts are looked at is one that there is. */
static void
check_watches(struct library *lib, struct faults *faults)
{
	const struct rules *r = &lib->rules;
	struct err none;

	for (size_t n = 0; n < r->watch_count; n++)
		for (size_t k = 0; k < r->watches[n].rule_count; k++) {
			const char *rule = r->watches[n].rules[k];

			if (lint_rules_named(r->lint, rule) != NULL)
				continue;
			refuse(&none, REFUSE_VALUE, "rules",
				WITH(arg_text(rule), arg_key("rules"),
					arg_words("rules/lint.yaml")));
			faults_add(faults, "rules/register.yaml", 0, 0, &none);
		}
}

enum err_code
playbook_library_parse(struct library **out, const struct library_file *files,
	size_t count, struct faults *faults, struct err *err)
{
	struct library *lib = mem_new(sizeof(*lib));

	lib->pool = pool_new();
	rules_parse(&lib->rules, lib->pool, files, count, faults);
	parse_playbooks(lib, files, count, faults);
	check_opens(lib, lib->rules.announces, faults);
	check_opens(lib, lib->rules.warns, faults);
	check_letters(lib, faults);
	check_watches(lib, faults);
	if (!lib->playbook_count) {
		struct err none;

		refuse(&none, REFUSE_FILE_MISSING, "",
			WITH(arg_path("ID/playbook.yaml")));
		faults_add(faults, "ID/playbook.yaml", 0, 0, &none);
	}
	if (!faults->count) {
		*out = lib;
		return ERR_OK;
	}
	library_free(lib);
	if (err)
		*err = faults->rows[0].err;
	return faults->rows[0].err.code;
}

void
library_free(struct library *lib)
{
	if (!lib)
		return;
	lint_rules_release(lib->rules.lint);
	pool_free(lib->pool);
	free(lib);
}
