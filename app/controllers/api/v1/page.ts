import type { HttpContext } from '@adonisjs/core/http'
import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { Refusal } from '#exceptions/refusal'
import { CursorError, pageAfter, type PageOrder } from '#queries/cursor_page'

const USUAL_LIMIT = 25

interface Asked {
  limit?: number
  cursor?: string
}

/** A page of rows as `{ data, next_cursor }`; the last one has no cursor. */
export async function answerPage<Model extends LucidModel, Shape>(
  { i18n }: HttpContext,
  rows: ModelQueryBuilderContract<Model, InstanceType<Model>>,
  { limit = USUAL_LIMIT, cursor }: Asked,
  order: PageOrder,
  present: (rows: InstanceType<Model>[]) => Promise<Shape[]> | Shape[]
): Promise<{ data: Shape[]; next_cursor: string | null }> {
  try {
    const page = await pageAfter(rows, { limit, order, cursor: cursor ?? null })
    return { data: await present(page.rows), next_cursor: page.next }
  } catch (error) {
    if (!(error instanceof CursorError)) throw error
    throw Refusal.ofField('cursor', 'cursor', i18n.t('api.cursor'))
  }
}
