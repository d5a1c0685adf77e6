import type { HttpContext } from '@adonisjs/core/http'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { Refusal } from '#exceptions/refusal'
import { CursorError, pageAfter, type PageOrder } from '#queries/cursor_page'

const USUAL_LIMIT = 25

interface Asked {
  limit?: number
  cursor?: string | null
}

/** A page of rows as `{ data, next_cursor }`; the last one has no cursor. */
export async function answerPage<Model extends LucidModel, Shape>(
  ctx: HttpContext,
  rows: ModelQueryBuilderContract<Model, InstanceType<Model>>,
  asked: Asked,
  order: PageOrder,
  present: (rows: InstanceType<Model>[]) => Promise<Shape[]> | Shape[]
): Promise<{ data: Shape[]; next_cursor: string | null }> {
  const page = await pageAsked(ctx, asked, (wanted) => pageAfter(rows, { order, ...wanted }))
  return { data: await present(page.rows), next_cursor: page.next }
}

/** A list of its own kind, by how many rows and after which. */
export async function pageAsked<Page>(
  { i18n }: HttpContext,
  { limit = USUAL_LIMIT, cursor = null }: Asked,
  load: (wanted: { limit: number; cursor: string | null }) => Promise<Page>
): Promise<Page> {
  try {
    return await load({ limit, cursor })
  } catch (error) {
    if (!(error instanceof CursorError)) throw error
    throw Refusal.ofField('cursor', 'cursor', i18n.t('api.cursor'))
  }
}
