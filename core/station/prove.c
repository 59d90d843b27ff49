/*
 * Asking for what stands at the addresses of services.
 */
#include "station/prove.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/service/service.h"
#include "link/server.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/questions.h"
#include "station/relay_link.h"
#include "station/relay_link_internal.h"
#include "station/round.h"

bool
prove_ask(struct station *st, const char *service, bool hurry)
{
	struct relay_link *d = st->relays[RELAY_ACTUAL];
	const json_t *row = office_service(&st->office, service);
	json_t *doc;

	if (!relay_link_up(d) || row == NULL || !service_is_asked(row))
		return false;
	doc = json_object();
	doc_put_str(doc, "job", "prove");
	doc_put_str(doc, "service", service);
	doc_put_str(doc, "url", doc_str(row, "url"));
	if (hurry)
		doc_put_bool(doc, "hurry", true);
	peer_send(d->peer, doc);
	return true;
}

void
prove_take(json_t *rows, struct station *st, const struct world *w,
	const json_t *result)
{
	round_heard(st, doc_str(result, "service"), true);
	service_judge_proof(rows, w, result);
}

void
prove_put(struct judged *out, json_t *rows)
{
	json_t *body, *row;
	int64_t unreachable = 0, unknown = 0;
	size_t n;

	if (json_array_size(rows) == 0) {
		json_decref(rows);
		return;
	}
	json_array_foreach(rows, n, row)
	{
		const char *state = doc_str(row, "state");

		unreachable += strcmp(state, "unreachable") == 0;
		unknown += strcmp(state, "unknown") == 0;
	}
	body = json_object();
	doc_put_int(body, "count", (json_int_t)json_array_size(rows));
	doc_put_int(body, "unreachable", unreachable);
	doc_put_int(body, "unknown", unknown);
	doc_put(body, "results", rows);
	judged_add(out, "services.proven", body);
}

enum err_code
effect_service_prove(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "service");
	const json_t *row = office_service(&st->office, id);

	(void)out;
	(void)f;
	if (row == NULL || !service_is_open(row))
		return service_none(err, &st->office, id);
	if (!service_is_asked(row))
		return refuse(err, REFUSE_FIELD, "service",
			WITH(arg_key(id),
				ARG_BOTH("has no web address to be asked",
					"没有可访问的网址")));
	if (!relay_link_up(st->relays[RELAY_ACTUAL]))
		return refuse(err, REFUSE_RELAY_AWAY, "service", WITH_NONE);
	return ERR_OK;
}

enum err_code
ask_services(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *rows = service_list(&st->office);

	(void)f;
	(void)doc;
	(void)err;
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(rows));
	doc_put(*out, "rows", rows);
	return ERR_OK;
}
