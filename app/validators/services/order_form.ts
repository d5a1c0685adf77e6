import type { OrderPress } from '#formats/pages/service_groups'

/** "service-12" or "group-12". */
const MOVED = /^(service|group)-(\d{1,15})$/

/** Which button was pressed; null where the whole order is sent. */
export function readPress(body: Record<string, unknown>): OrderPress | null {
  const to = body.earlier === undefined ? 'later' : 'earlier'
  const [, what, id] = MOVED.exec(String(body[to] ?? '')) ?? []
  return id ? { what: what as OrderPress['what'], id: Number(id), to } : null
}

/** Whatever is no id makes an order that is not whole, and is refused as such. */
export function typedOrder({ order }: Record<string, unknown>): number[] {
  const listed = typeof order === 'object' && order !== null ? Object.values(order) : [order]
  return listed.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0)
}
