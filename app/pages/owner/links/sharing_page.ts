import { withQuery } from '#formats/pages/addresses'
import { emptyForm } from '#validators/form'

interface Shared {
  linkId: number | null
  name: string
  address: string
}

export function sharingPage(shared: Shared, filled: Record<string, string | undefined>) {
  const values = Object.entries(filled).filter((each): each is [string, string] => Boolean(each[1]))
  const query = Object.fromEntries(values)
  return {
    ...shared,
    form: emptyForm(query),
    filledAddress: values.length > 0 ? withQuery(shared.address, query) : null,
  }
}
