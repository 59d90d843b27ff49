# Sourced by the attacker's tests: what was tried and what came of it, a line
# each, which run.sh gathers.
#
#   held    it had no effect, or was refused
#   named   it had one, and the station says so (verify, doctor, the board)
#   unseen  nothing inside can tell; who can (a head code, a witness) is said
. "$(dirname "${BASH_SOURCE[0]}")/../tools/tap.sh"
. "$TOP/tests/tools/crier.sh"
. "$TOP/tests/tools/talk.sh"

# attack held|named|unseen WORDS: once it is proven.
attack()
{
	case $1 in
	held | named | unseen) echo "# attack: $1: $2" ;;
	*) return 1 ;;
	esac
}
