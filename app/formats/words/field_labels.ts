interface Refused {
  errors: Record<string, string>
}

/** Pages wrap the form in new objects, but pass the errors on unchanged. */
const labels = new WeakMap<Refused['errors'], Map<string, string>>()

export function nameField({ errors }: Refused, name: string, label: string) {
  const named = labels.get(errors) ?? new Map<string, string>()
  labels.set(errors, named.set(name, label))
}

export function fieldLabel({ errors }: Refused, name: string): string | undefined {
  return labels.get(errors)?.get(name)
}

export function errorsInPageOrder({ errors }: Refused): Refused['errors'] {
  const onPage = [...(labels.get(errors)?.keys() ?? [])].filter((name) => name in errors)
  const inOrder = new Set([...onPage, ...Object.keys(errors)])
  return Object.fromEntries([...inOrder].map((name) => [name, errors[name]]))
}
