/** The field that says what a column is. */
export function columnField(at: number): string {
  return `column_${at}`
}

/** As their form has them. */
export function typedColumns(columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((field, at) => [columnField(at), field]))
}

/** What each column was said to be; what is no field is left out. */
export function chosenColumns<Field extends string>(
  titles: readonly string[],
  body: Record<string, unknown>,
  fields: readonly Field[]
) {
  const columns = titles.map(
    (_title, at) => fields.find((field) => field === body[columnField(at)]) ?? ''
  )
  return {
    columns,
    values: typedColumns(columns),
    has: (...any: Field[]) => columns.some((each) => each !== '' && any.includes(each)),
  }
}
