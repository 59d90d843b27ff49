/*
 * What the public wrote, in state.db: every trace of it can be erased.
 */
#include <stdlib.h>

#include "base/doc.h"
#include "store/state_internal.h"

static enum err_code
comment_put(struct state *s, const struct written *w, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &s->db, SQL_COMMENT_PUT, err);
	char *text;

	if (rc != ERR_OK)
		return rc;
	text = doc_format(w->doc);
	db_bind_str(stmt, 1, w->comment);
	db_bind_str(stmt, 2, w->salt);
	db_bind_str(stmt, 3, text);
	rc = db_run(&s->db, stmt, err);
	free(text);
	return rc;
}

enum err_code
state_comments_put(struct state *s, const struct written *list, size_t count,
	struct err *err)
{
	enum err_code rc;

	if (count == 0)
		return ERR_OK;
	rc = db_exec(&s->db, "BEGIN IMMEDIATE", err);
	if (rc != ERR_OK)
		return rc;
	for (size_t n = 0; rc == ERR_OK && n < count; n++)
		rc = comment_put(s, &list[n], err);
	if (rc == ERR_OK)
		rc = db_exec(&s->db, "COMMIT", err);
	if (rc != ERR_OK)
		(void)db_exec(&s->db, "ROLLBACK", NULL);
	return rc;
}

enum err_code
state_comment_get(
	json_t **out, struct state *s, const char *comment, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &s->db, SQL_COMMENT_GET, err);
	const char *text;
	size_t len;
	bool row;

	*out = NULL;
	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, comment);
	rc = db_step(&row, &s->db, stmt, err);
	if (rc == ERR_OK && row) {
		text = db_text(&len, stmt, 0);
		rc = doc_parse(out, text, len, err);
	}
	db_done(stmt);
	return rc;
}

enum err_code
state_comment_drop(struct state *s, const char *comment, struct err *err)
{
	sqlite3_stmt *stmt;
	enum err_code rc = db_use(&stmt, &s->db, SQL_COMMENT_DROP, err);

	if (rc != ERR_OK)
		return rc;
	db_bind_str(stmt, 1, comment);
	return db_run(&s->db, stmt, err);
}
