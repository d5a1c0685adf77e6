interface Grouped {
  id: number
  category: string | null
}

export interface ServiceGroup<Service> {
  /** Null for those that stand under no heading. */
  category: string | null
  services: Service[]
}

/** Each category stands where its first service does; the order within is that of the list. */
export function inGroups<Service extends Grouped>(
  services: readonly Service[]
): ServiceGroup<Service>[] {
  const groups = Map.groupBy(services, ({ category }) => category)
  return [...groups].map(([category, members]) => ({ category, services: members }))
}

export interface OrderPress {
  /** The service, or the first service of the group, that is moved by one place. */
  id: number
  what: 'service' | 'group'
  to: 'earlier' | 'later'
}

/** The ids of all, in their new order; what cannot go farther stays. */
export function orderAfter(services: readonly Grouped[], { id, what, to }: OrderPress): number[] {
  const groups = inGroups(services).map((group) => group.services.map((service) => service.id))
  const at = groups.findIndex((ids) => ids.includes(id))
  if (at === -1) return groups.flat()
  const step = to === 'earlier' ? -1 : 1
  if (what === 'group') return moved(groups, at, step).flat()
  return groups.with(at, moved(groups[at], groups[at].indexOf(id), step)).flat()
}

function moved<Item>(items: readonly Item[], from: number, step: number): Item[] {
  const to = from + step
  if (to < 0 || to >= items.length) return [...items]
  return items.with(to, items[from]).with(from, items[to])
}
