interface Named {
  id: number
  name: string
}

/** First names, where all can be told apart by them. */
export function shortNames(hosts: readonly Named[]): Map<number, string> {
  const firsts = hosts.map(({ name }) => name.split(/\s/)[0])
  const areDistinct = new Set(firsts).size === hosts.length
  return new Map(hosts.map(({ id, name }, index) => [id, areDistinct ? firsts[index] : name]))
}
