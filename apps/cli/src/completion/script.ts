import { type Candidates, completions, valuesOf } from './candidates.ts';

/** The scripts hold all candidates, separated by commas, so that completing starts no process. */

/** Makes one line of a `case` for each place of a command line. */
function caseLines(line: (place: string, text: string) => string): string {
  return [...completions()]
    .map(([place, { words, flags }]) => line(place, textOf({ words, flags })))
    .join('\n');
}

const textOf = ({ words, flags }: Candidates): string =>
  [...words, ...flags.map(({ name }) => `--${name}`)].join(',');

/** Makes one line of a `case` for the values of each flag at each place. */
function valueLines(line: (place: string, text: string) => string, files: string): string {
  const lines = [...completions()].flatMap(([place, { flags }]) =>
    flags
      .filter(({ kind }) => kind !== 'flag')
      .map((flag) => line(`${place} --${flag.name}`, valuesOf(flag)?.join(',') ?? files)),
  );
  return lines.join('\n');
}

const FILES = '@files';

const posixCase = (place: string, text: string): string => `    '${place}') candidates='${text}' ;;`;

/** Makes the loop over the words before the cursor, the same for zsh and for bash, which splits words at `=`. */
const walk = (
  words: string,
  from: number,
  to: string,
): string => `  local place='' flag='' word candidates='' i
  for ((i = ${from}; i < ${to}; i++)); do
    word="\${${words}[i]}"
    if [[ -n $flag ]]; then [[ $word == '=' ]] || flag=''; continue; fi
    case $word in
      --*=*) ;;
      -f) flag='--file' ;;
      -*) _berth_takes "$place $word" && flag=$word ;;
      *) _berth_knows "\${place:+$place }$word" && place="\${place:+$place }$word" ;;
    esac
  done`;

const tables = (): string => `_berth_words() {
  candidates=''
  case $1 in
${caseLines(posixCase)}
    *) return 1 ;;
  esac
}
_berth_values() {
  candidates=''
  case $1 in
${valueLines(posixCase, FILES)}
    *) return 1 ;;
  esac
}
_berth_knows() { local candidates; _berth_words "$1"; }
_berth_takes() { local candidates; _berth_values "$1"; }`;

const bash = (): string => `${tables()}
_berth() {
  local current=\${COMP_WORDS[COMP_CWORD]}
${walk('COMP_WORDS', 1, 'COMP_CWORD')}
  if [[ $current == '=' ]]; then current=''; fi
  if [[ -n $flag ]]; then _berth_values "$place $flag"; else _berth_words "$place"; fi
  COMPREPLY=()
  if [[ $candidates == '${FILES}' ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
  else
    local IFS=,
    for word in $candidates; do
      word=$(printf %q "$word")
      if [[ $word == "$current"* && ($word != --* || $current == -*) ]]; then COMPREPLY+=("$word"); fi
    done
  fi
}
complete -F _berth berth
`;

/**
 * Makes the zsh script. It works from `eval` and as the file `_berth` of a directory in `fpath`, which zsh runs at its
 * first call.
 */
const zsh = (): string => `#compdef berth
${tables()}
_berth() {
${walk('words', 2, 'CURRENT')}
  if [[ $PREFIX == --*=* ]]; then flag=\${PREFIX%%=*}; compset -P 1 '*='; fi
  if [[ -n $flag ]]; then _berth_values "$place $flag"; else _berth_words "$place"; fi
  if [[ $candidates == '${FILES}' ]]; then
    _files
  elif [[ $PREFIX == -* ]]; then
    compadd -- \${(s:,:)candidates}
  else
    compadd -- \${\${(s:,:)candidates}:#--*}
  fi
}
if [[ \${funcstack[1]} == _berth ]]; then _berth "$@"; else compdef _berth berth; fi
`;

const fish = (): string => `function __berth_words
  switch "$argv[1]"
${caseLines((place, text) => `    case '${place}'\n      string split , -- '${text}'`)}
    case '*'
      return 1
  end
  true # also when there was nothing to split
end
function __berth_values
  switch "$argv[1]"
${valueLines((place, text) => `    case '${place}'\n      string split , -- '${text}'`, FILES)}
    case '*'
      return 1
  end
  true # also when there was nothing to split
end
function __berth
  set -l place ''
  set -l flag ''
  set -l words (commandline -opc)
  set -e words[1]
  for word in $words
    if test -n "$flag"
      set flag ''
      continue
    end
    switch $word
      case '--*=*'
      case '-f'
        set flag '--file'
      case '-*'
        __berth_values "$place $word" >/dev/null; and set flag $word
      case '*'
        set -l next (string trim "$place $word")
        __berth_words "$next" >/dev/null; and set place $next
    end
  end
  set -l current (commandline -ct)
  set -l before ''
  if string match -qr -- '^--[^=]+=' "$current"
    set flag (string replace -r '=.*' '' -- "$current")
    set before "$flag="
    set current (string replace -- "$before" '' "$current")
  end
  set -l candidates
  if test -n "$flag"
    set candidates (__berth_values "$place $flag")
  else if string match -q -- '-*' "$current"
    set candidates (__berth_words "$place")
  else
    set candidates (__berth_words "$place" | string match -v -- '--*')
  end
  if test "$candidates" = '${FILES}'
    set candidates (__fish_complete_path "$current")
  end
  for candidate in $candidates
    echo "$before$candidate"
  end
end
complete -c berth -f -a '(__berth)'
`;

export const scripts: Readonly<Record<string, () => string>> = { bash, zsh, fish };
