import { type Binding, RULES, type Rules } from './rules.js'
import type { Question } from '#scheduling/types'

export const ALL_BINDINGS: readonly Binding[] = ['clients', 'steps', 'unless_set_aside']

/** As if nothing bound whoever asks that binds in one of these ways. */
export function setAsideRules<Asked extends Question>(
  question: Asked,
  bindings: readonly Binding[],
  table: Rules = RULES
): Asked {
  const { rules, hosts, sessions } = question
  const unbound = Object.entries(table).flatMap(([name, { binds, setAside = null }]) =>
    binds && bindings.includes(binds) ? [[name, setAside] as const] : []
  )
  const isClientFree = bindings.includes('clients')
  return {
    ...question,
    rules: {
      ...{ ...rules, ...Object.fromEntries(unbound) },
      ...(isClientFree && { deadline: null }),
      ...(bindings.includes('unless_set_aside') && { offeredStarts: null }),
    },
    hosts: hosts.map((host) => ({
      ...host,
      ...Object.fromEntries(unbound.filter(([name]) => name in host)),
    })),
    ...(sessions &&
      isClientFree && {
        sessions: sessions.map((each) => ({
          ...each,
          ...{ deadline: each.start, isBookable: true, seatsKept: 0 },
        })),
      }),
  }
}
