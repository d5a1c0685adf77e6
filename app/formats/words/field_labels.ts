interface Refused {
  errors: Record<string, string>
}

/** By the errors: a page hands its form on in other wrappings, but the errors as they are. */
const labels = new WeakMap<Refused['errors'], Map<string, string>>()

/** A refused field says what it is called. */
export function nameField({ errors }: Refused, name: string, label: string) {
  const named = labels.get(errors) ?? new Map<string, string>()
  labels.set(errors, named.set(name, label))
}

/** What the field was called when the page was last rendered; nothing for what is about no field. */
export function fieldLabel({ errors }: Refused, name: string): string | undefined {
  return labels.get(errors)?.get(name)
}

/** The refusals in the order of their fields on the page; what is about no field comes last. */
export function errorsInPageOrder({ errors }: Refused): Refused['errors'] {
  const onPage = [...(labels.get(errors)?.keys() ?? [])].filter((name) => name in errors)
  const inOrder = new Set([...onPage, ...Object.keys(errors)])
  return Object.fromEntries([...inOrder].map((name) => [name, errors[name]]))
}
