/*
 * The table of views.
 */
#include "tui/console/views.h"

const struct view_ops *const all_views[] = {
	&board_view,
	&open_view,
	&walk_view,
	&compose_view,
	&review_view,
	&release_view,
	&deliveries_view,
	&claims_view,
	&ledger_view,
	&replay_view,
	&figures_view,
	&lines_view,
	&proposals_view,
	&partners_view,
	&health_view,
	&joints_view,
	&order_view,
	&letters_view,
	&mirrors_view,
	&reports_view,
	&impostors_view,
	&comments_view,
	&act_view,
	&help_view,
	&palette_view,
	NULL,
};
