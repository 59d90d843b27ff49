/*
 * Which exchange the courier goes to, and how often.
 */
#include "base/host.h"
#include "station/courier_link_internal.h"

enum {
	EVERY_SECONDS = 60,
	EVERY_JOINT = 10 /* while a joint incident is open */
};

const char *
courier_address(const struct station *st)
{
	const char *url = st->office.card.exchange;
	bool folder = url[0] == '/';

	/* a demo's letters stay on this machine */
	if (st->office.card.id[0] == '\0' ||
		(st->office.demo ? !folder && !host_of_url_is_local(url)
				 : folder))
		return "";
	return url;
}

int
courier_every(const struct station *st)
{
	for (size_t n = 0; n < st->joints.joint_count; n++)
		if (st->joints.joints[n].state == JOINT_JOINED)
			return EVERY_JOINT;
	return EVERY_SECONDS;
}
