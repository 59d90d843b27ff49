/*
 * Questions about joint incidents.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/joint/joint_acts.h"
#include "domain/joint/joint_matrix.h"
#include "domain/joint/joint_page.h"
#include "domain/joint/joint_view.h"
#include "domain/message/message.h"
#include "domain/office/office.h"
#include "station/clock_sure.h"
#include "station/incident_cache.h"

/* The newest first. */
enum err_code
ask_joints(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	json_t *list = json_array();

	(void)f;
	(void)doc;
	(void)err;
	for (size_t n = st->joints.joint_count; n > 0; n--)
		json_array_append_new(list,
			joint_doc(&st->office, &st->joints.joints[n - 1]));
	*out = json_object();
	doc_put_int(*out, "total", (json_int_t)json_array_size(list));
	doc_put(*out, "rows", list);
	return ERR_OK;
}

/* By its name or by our incident in it. */
enum err_code
ask_joint(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *name = doc_str(doc, "joint");
	const struct joint *j = joint_find(&st->joints, name);

	(void)f;
	if (j == NULL)
		j = joint_of_incident(&st->joints, name);
	if (j == NULL)
		return refuse(
			err, REFUSE_JOINT_NONE, "joint", WITH(arg_text(name)));
	*out = joint_view(&st->office, &st->joints, j);
	return ERR_OK;
}

/* By its name or by our message. */
static enum err_code
joint_order_asked(const struct joint_order **out, const struct station *st,
	const json_t *doc, struct err *err)
{
	const char *name = doc_str(doc, "order");
	const struct joint_order *o = joint_order_find(&st->joints, name);

	if (o == NULL)
		o = joint_order_of(&st->joints, name);
	*out = o;
	return o != NULL ? ERR_OK
			 : refuse(err, REFUSE_JOINT_ORDER_NONE, "order",
				   WITH(arg_text(name)));
}

/* Our own release of it; NULL: it cannot be read. */
static const struct message *
joint_order_message(struct station *st, const struct joint_order *o)
{
	const struct joint *j = joint_find(&st->joints, o->joint);
	struct incident *i;

	return j != NULL &&
			incident_cache_get(&i, st->incident_cache, j->incident,
				NULL) == ERR_OK
		? incident_message(i, o->message)
		: NULL;
}

enum err_code
ask_joint_order(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct joint_order *o;
	enum err_code rc = joint_order_asked(&o, st, doc, err);

	(void)f;
	if (rc != ERR_OK)
		return rc;
	*out = joint_order_view(&st->office, &st->joints, o);
	if (o->from[0] == '\0')
		joint_matrix_put(*out, &st->office, o,
			joint_order_message(st, o), clock_sure(st));
	return rc;
}

/* For one that was ordered by telephone. */
enum err_code
ask_joint_page(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *id = doc_str(doc, "partner");
	const struct partner *p = office_partner(&st->office, id);
	const struct joint_order *o;
	enum err_code rc = joint_order_asked(&o, st, doc, err);

	(void)f;
	if (rc != ERR_OK)
		return rc;
	if (p == NULL)
		return partner_none(err, &st->office, id);
	if (o->from[0] || !partner_is_by_hand(p) ||
		joint_answer_of(o, id) == NULL)
		return refuse(err, REFUSE_JOINT_NO_HAND, "partner",
			WITH(joint_partner_arg(&st->office, id)));
	*out = joint_page(&st->office, o, p);
	return ERR_OK;
}
