/*
 * Opening the incident by which the public is told.
 */
#include "domain/register/announce.h"

#include "base/doc.h"
#include "domain/judge.h"

enum err_code
announce_begin(struct judged *out, const struct world *w, json_t *body,
	const char *key, const char *playbook, const char *title,
	struct err *err)
{
	json_t *act = json_object();
	enum err_code rc;

	doc_put_str(act, "playbook", playbook);
	doc_put_str(act, "title", title);
	doc_put_str(act, "mode", "actual");
	rc = judge_incident_open(out, w, act, err);
	if (rc == ERR_OK)
		doc_put_str(body, key, out->incident);
	json_decref(act);
	return rc;
}
