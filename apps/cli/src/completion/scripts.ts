// Each asks `g4f __complete`, whose last word is the one being written: `value TAB description` a line.
const BASH = `# g4f: completion for bash
_g4f() {
  local IFS=$' \\t\\n' line=\${COMP_LINE:0:COMP_POINT} words current found value
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  current=\${words[\${#words[@]}-1]}
  COMPREPLY=()
  while IFS= read -r found; do
    value=\${found%%$'\\t'*}
    # bash takes what stands before the last ":" or "=" for a word of its own
    COMPREPLY+=("\${value#"\${current%"\${current##*[:=]}"}"}")
  done < <(g4f __complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _g4f g4f
`;

const ZSH = `#compdef g4f
_g4f() {
  local line
  local -a found
  for line in "\${(@f)$(g4f __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#found} )); then
    _describe -V 'g4f' found
  else
    _files
  fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _g4f "$@"
else
  compdef _g4f g4f
fi
`;

const FISH = `# g4f: completion for fish
function __g4f_complete
  set -l words (commandline -opc)
  g4f __complete -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c g4f -f -a '(__g4f_complete)'
complete -c g4f -l prompt-file -s f -r -F
complete -c g4f -l config -r -F
complete -c g4f -l cookies -r -F
complete -c g4f -n '__fish_seen_subcommand_from import export' -F
`;

/** The completion script of each shell. */
export const SCRIPTS: Readonly<Record<"bash" | "zsh" | "fish", string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
};
