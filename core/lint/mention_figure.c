/*
 * Finds a figure of the case by its name or role, in this message or in the
 * last bulletin that told it.
 */
#include "lint/mention.h"

#include <string.h>

static const struct lint_figure *
named(const struct lint_figure *rows, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

const struct lint_figure *
lint_figure_now(const struct lint_case *c, const char *name)
{
	return named(c->figures, c->figure_count, name);
}

const struct lint_figure *
lint_figure_told(const struct lint_bulletin **in, const struct lint_case *c,
	const char *name, bool known)
{
	for (size_t i = c->earlier_count; i > 0; i--) {
		const struct lint_bulletin *b = &c->earlier[i - 1];
		const struct lint_figure *f =
			named(b->figures, b->figure_count, name);

		if (f == NULL || (known && f->value < 0))
			continue;
		if (in)
			*in = b;
		return f;
	}
	return NULL;
}

const struct figure_def *
lint_figure_role(const struct lint_case *c, enum figure_role role)
{
	for (size_t i = 0; i < c->figure_def_count; i++)
		if (c->figure_defs[i].role == role)
			return &c->figure_defs[i];
	return NULL;
}
