/*
 * Judging acts on services, and what the relay found out about them.
 */
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "domain/office/office.h"
#include "domain/service/service.h"

enum { SERVICE_WHY = 300 };

static const char *const about_service[] = { "name", "name_en", "what", "url",
	"phone", "place", "platform", "hours", NULL };

/* A name and a password do not belong into what everybody reads, and what is
 * asked is asked without any. */
static enum err_code
service_check_url(const json_t *act, struct err *err)
{
	const char *url = doc_str(act, "url"), *host;

	if (*url == '\0')
		return ERR_OK;
	if (judge_url(act, "url", err) != ERR_OK)
		return err->code;
	host = strstr(url, "://") + 3;
	if (strcspn(host, "/?#") > strcspn(host, "@") ||
		strcspn(host, "/?#:") == 0)
		return refuse(err, REFUSE_BAD_URL, "url", WITH(arg_url(url)));
	return ERR_OK;
}

static const json_t *
service_open_of(const struct world *w, const json_t *act, struct err *err)
{
	const char *id = doc_str(act, "service");
	const json_t *row = office_service(w->office, id);

	if (row != NULL && service_is_open(row))
		return row;
	(void)service_none(err, w->office, id);
	return NULL;
}

/* Nobody could reach what has neither address nor telephone. */
static enum err_code
service_check_reached(const json_t *was, const json_t *act, struct err *err)
{
	static const char *const ways[] = { "url", "phone", "place" };

	for (size_t n = 0; n < sizeof(ways) / sizeof(ways[0]); n++)
		if (*doc_str(doc_get(act, ways[n]) ? act : was, ways[n]))
			return ERR_OK;
	return refuse(err, REFUSE_FIELD, "url",
		WITH(arg_field("url"),
			ARG_BOTH("is missing: give an address, a telephone or "
				 "a place",
				"缺少：网址、电话、地址至少填写一项")));
}

enum err_code
judge_service_open(struct judged *out, const struct world *w, const json_t *act,
	struct err *err)
{
	size_t count = json_array_size(w->office->services);
	const json_t *row;
	char id[24];
	json_t *body;
	size_t n;

	if (service_check_url(act, err) != ERR_OK ||
		service_check_reached(NULL, act, err) != ERR_OK)
		return err->code;
	json_array_foreach(doc_borrow(w->office->services), n, row)
	{
		if (service_is_open(row) &&
			strcmp(doc_str(row, "name"), doc_str(act, "name")) == 0)
			return refuse(err, REFUSE_EXISTS, "name",
				WITH(arg_noun(NOUN_SERVICE),
					arg_text(doc_str(row, "id"))));
	}
	if (count >= SERVICES_MAX)
		return refuse(err, REFUSE_FIELD, "name",
			WITH(arg_field("name"),
				ARG_BOTH("there are 100 services already",
					"已有100项服务")));
	fixed_format(id, sizeof(id), "s%zu", count + 1);
	body = body_copied(act, about_service);
	doc_put_str(body, "service", id);
	judged_add(out, "service.opened", body);
	return ERR_OK;
}

enum err_code
judge_service_change(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	const json_t *row = service_open_of(w, act, err);
	json_t *body;

	if (row == NULL || service_check_url(act, err) != ERR_OK ||
		service_check_reached(row, act, err) != ERR_OK)
		return err->code;
	body = body_copied(act, about_service);
	if (json_object_size(body) == 0) {
		json_decref(body);
		return refuse(err, REFUSE_FIELD, "service",
			WITH(arg_key(doc_str(row, "id")),
				ARG_BOTH("nothing is changed by this",
					"没有需要修改的内容")));
	}
	doc_put_str(body, "service", doc_str(row, "id"));
	judged_add(out, "service.changed", body);
	return ERR_OK;
}

enum err_code
judge_service_close(struct judged *out, const struct world *w,
	const json_t *act, struct err *err)
{
	static const char *const names[] = { "service", "reason", NULL };

	if (service_open_of(w, act, err) == NULL)
		return err->code;
	judged_add(out, "service.closed", body_copied(act, names));
	return ERR_OK;
}

/* ---- what the relay found ---- */

/* A word of the relay's is one of these, or nothing is known. */
static const char *
proof_word(const char *word)
{
	return strcmp(word, "ok") == 0		   ? "ok"
		: strcmp(word, "unreachable") == 0 ? "unreachable"
						   : "unknown";
}

void
service_judge_proof(json_t *rows, const struct world *w, const json_t *result)
{
	const char *id = doc_str(result, "service");
	const json_t *service = office_service(w->office, id);
	char why[SERVICE_WHY];
	json_t *row;

	if (service == NULL || !service_is_asked(service) ||
		strcmp(doc_str(result, "url"), doc_str(service, "url")) != 0)
		return;
	row = json_object();
	doc_put_str(row, "service", id);
	doc_put_str(row, "state", proof_word(doc_str(result, "proof")));
	fixed_cut(why, sizeof(why), doc_str(result, "detail"));
	doc_put_str(row, "why", why);
	judge_mask(row, "why", w);
	json_array_append_new(rows, row);
}
