/*
 * Questions about joint incidents.
 */
#include "station/questions.h"

#include <string.h>

#include "base/doc.h"
#include "crier/refusal.h"
#include "domain/joint/joint_view.h"

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
enum err_code
ask_joint_order(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const char *name = doc_str(doc, "order");
	const struct joint_order *o = joint_order_find(&st->joints, name);

	(void)f;
	if (o == NULL)
		o = joint_order_of(&st->joints, name);
	if (o == NULL)
		return refuse(err, REFUSE_JOINT_ORDER_NONE, "order",
			WITH(arg_text(name)));
	*out = joint_order_view(&st->office, &st->joints, o);
	return ERR_OK;
}
