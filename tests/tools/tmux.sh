# Sourced: consoles in tmux, driven as by a hand, and what stands on them.

# The server stays while no console is open: one that ends with the last of them
# may meet the next on its way out.
at_end sh -c 'tmux -S "$1" kill-server 2>/dev/null || :' terminal "$WORK/tmux"

terminal()
{
	[ -f "$WORK/terminal.conf" ] ||
		echo "set -g exit-empty off" >"$WORK/terminal.conf"
	tmux -S "$WORK/tmux" -f "$WORK/terminal.conf" "$@"
}

# console OFFICER [COLS ROWS LANG WINDOW]: opens one in a window of the
# officer's name, or of that one.
console()
{
	local window=${5:-$1}
	terminal kill-session -t "$window" 2>/dev/null || true
	terminal new-session -d -s "$window" -x "${2:-80}" -y "${3:-24}" \
		"LC_ALL= LANG=${4:-en_US.UTF-8} exec $B/bin/crier \
		--station $STATION --as $1"
	sees "$window" 云溪
}

screen()
{
	terminal capture-pane -p -t "$1"
}

shows()
{
	[[ "$(screen "$1")" == *"$2"* ]]
}

# sees OFFICER TEXT…: each comes to stand on the screen within 20 s.
sees()
{
	local who=$1 text
	shift
	for text; do
		until_true 20 shows "$who" "$text" || {
			screen "$who"
			return 1
		}
	done
}

# press OFFICER KEY…: keys by tmux's names.
press()
{
	local who=$1 key
	shift
	for key; do
		terminal send-keys -t "$who" "$key"
		sleep 0.1
	done
}

# sends OFFICER HEX…: bytes, all at once.
sends()
{
	local who=$1
	shift
	terminal send-keys -t "$who" -H "$@"
}

# types OFFICER TEXT: a key after the other, as a person does.
types()
{
	local i
	for ((i = 0; i < ${#2}; i++)); do
		terminal send-keys -t "$1" -l "${2:i:1}"
		sleep 0.04
	done
}

# phrase OFFICER: what the open dialog asks to be typed to fire.
phrase()
{
	screen "$1" |
		sed -nE 's/.*(To fire, type: |发布请输入：)(.* [0-9]{4}) \*.*/\2/p'
}

# pid OFFICER: of the console itself.
pid()
{
	terminal display-message -p -t "$1" '#{pane_pid}'
}
