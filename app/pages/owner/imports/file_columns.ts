import { foldedText } from '#formats/words/text'
import { columnField } from '#validators/imports/chosen_columns'

/** The columns of a file, each with what stands in it, to say what it is. */
export function fileColumns(titles: readonly string[], rows: readonly { cells: string[] }[]) {
  return titles.map((title, at) => ({
    title: title || String(at + 1),
    name: columnField(at),
    samples: rows.flatMap(({ cells }) => cells[at] || []),
  }))
}

/** As its titles suggest, each field once: the first of `order` that one looks like. */
export function guessedFields<Field extends string>(
  titles: readonly string[],
  order: readonly Field[],
  knownAs: Record<Field, RegExp>
): (Field | '')[] {
  const taken = new Set<Field>()
  return titles.map((title) => {
    const words = foldedText(title)
    const field = order.find((each) => !taken.has(each) && knownAs[each].test(words)) ?? ''
    if (field) taken.add(field)
    return field
  })
}
