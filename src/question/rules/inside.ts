import type { Rule } from './rule.ts';

const THE_CHANGE =
  '(?:the |our |this |that )?(?:big |sharp |sudden |recent )?(?:change|drop|fall|decline|decrease|dip|slump|loss|rise|increase|growth|jump|spike|difference|variation)s?(?: (?:in|of|for|to))?';

const OPENINGS: readonly RegExp[] = [
  /^why(?: (?:did|do|does|has|have|had|is|are|was|were))?(?: not)?(?: (?:the|our|my|it|that|this|they))?(?= |$)/,
  /^how come(?: (?:the|our|my))?(?= |$)/,
  /^(?:what|which things)(?: has| have| is| was)?(?: (?:been|really|mainly))? (?:changed|changing|changes)(?: (?:the )?most)?(?: (?:in|with|about|for|of|at))?(?: (?:the|our|my))?(?= |$)/,
  /^what happened (?:to|with|in)(?: (?:the|our|my))?(?= |$)/,
  new RegExp(
    `^(?:what|which factors)(?: (?:is|was|has|have|are|were))?(?: (?:been|mainly|really|mostly))? (?:drove|driving|driven|caused|causing|explained|behind|led to|moved)(?: ${THE_CHANGE})?(?: (?:the|our|my))?(?= |$)`,
  ),
  new RegExp(
    `^(?:what|which factors) (?:drives?|causes?|explains?|makes? up) ${THE_CHANGE}(?: (?:the|our|my))?(?= |$)`,
  ),
  new RegExp(
    `^(?:explain|break down|reasons? (?:for|of|behind)|(?:the )?(?:drivers?|causes?) (?:of|behind)) ${THE_CHANGE}(?: (?:the|our|my))?(?= |$)`,
  ),
];

/** Reads a question for the reasons of a change: `why`, `what changed in`, `what drove`, `explain the change in`. */
export const readWhy: Rule = (sentence, index, draft) => {
  const opening = OPENINGS.map((pattern) => sentence.match(index, pattern)).find((found) => found !== undefined);
  if (!opening) return undefined;
  draft.inside ??= 'why';
  draft.isTotal = true;
  return opening.length;
};

const CHANGED =
  /^(?:not )?(?:(?:go|goes|went|gone|going|come|came) (?:up|down)|(?:drop|fall|rise|change|increase|decrease|decline|grow|shrink|jump|dip|differ|improve|worsen|move|plunge|crash|climb|slump|spike|collapse)(?:s|d|ed|ped|ning|ing)?|dropping|dipped|dipping|fell|fallen|rose|risen|grew|grown|shrank|shrunk|plummeted|up|down|so (?:low|high|good|bad|weak|strong|much|few|little|many)|(?:much )?(?:lower|higher|better|worse|weaker|stronger|smaller|larger|different)|less|fewer|more)(?: (?:so much|so sharply|sharply|that much|a lot|so fast|so strongly))?(?= |$)/;

/** Reads how a measure changed, `fell`, `went up`, once the reasons are asked for. It adds nothing, as the answer tells the direction. */
export const readChanged: Rule = (sentence, index, draft) => {
  if (draft.inside !== 'why') return undefined;
  return sentence.match(index, CHANGED)?.length;
};

const EXPLAIN =
  /^explain(?: to me)?(?: (?:the|our|my))?(?: (?:it|this|that))?(?: (?:number|figure|amount)s?)?(?: (?:of|for))?(?= |$)/;

const MEANT =
  /^(?:what makes up|what (?:does|do)(?= .* mean(?: |$))|(?:the )?(?:definition|meaning) of|define|what is meant by|how (?:is|are|do you|do we|was|were)(?= .* (?:calculated?|computed?|defined?|measured?)(?: |$)))(?: (?:the|our|my))?(?= |$)/;

const MEANT_END = /^(?:mean|calculated?|computed?|defined?|measured?)(?: (?:here|exactly|precisely))?$/;

const ROWS =
  /^(?:(?:the |all |some |a few )?(?:raw |single |sample |example )?(?:rows|records|lines) (?:behind|underneath|of|for)|(?:raw|sample|example|single) (?:rows|records|lines))(?: (?:the|our|my|it|this|that))?(?: (?:number|figure|amount)s?)?(?= |$)/;

/**
 * Reads a question for what a number is made of, or for some of its rows: `explain sales in France`, `what does
 * margin mean`, `the rows behind sales`.
 */
export const readExplain: Rule = (sentence, index, draft) => {
  const end = draft.inside === 'explain' ? sentence.match(index, MEANT_END) : undefined;
  if (end) return end.length;
  const explain = sentence.match(index, EXPLAIN) ?? sentence.match(index, MEANT);
  const rows = sentence.match(index, ROWS);
  const found = explain ?? rows;
  if (!found || draft.inside !== undefined) return undefined;
  draft.inside = explain ? 'explain' : 'rows';
  draft.isTotal = true;
  return found.length;
};
