/*
 * All views. Only the console's beginning names them; others find them by
 * name in the app's table.
 */
#ifndef CRIER_TUI_VIEWS_H
#define CRIER_TUI_VIEWS_H

#include "tui/console/view.h"

/* The board, which is open before all others; the last is NULL. */
extern const struct view_ops *const all_views[];

extern const struct view_ops board_view, open_view, walk_view, compose_view,
	review_view, release_view, deliveries_view, claims_view, ledger_view,
	replay_view, figures_view, lines_view, proposals_view, partners_view,
	impostors_view, comments_view, health_view, joints_view, order_view,
	letters_view, mirrors_view, reports_view, help_view, palette_view,
	act_view;

#endif
