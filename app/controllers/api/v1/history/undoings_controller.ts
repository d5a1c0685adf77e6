import type { HttpContext } from '@adonisjs/core/http'
import { askOfBooked } from '#controllers/api/v1/availability/opening_times'
import { readBody } from '#controllers/api/v1/read'
import { undoneChange } from '#controllers/undone/undone_change'
import { Refusal } from '#exceptions/refusal'
import { findAuditRow } from '#queries/history/history_list'
import { undoingOrder } from '#validators/api/history'

export default class UndoingsController {
  async store(ctx: HttpContext) {
    const { bouncer, business, i18n, params, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    if (!(await findAuditRow(business.id, params.id))) throw new Refusal(404, 'not_found')
    const { keeps_booked: keepsBooked = false } = await readBody(ctx, undoingOrder)
    const undone = await undoneChange(ctx)
    if (undone === 'not_undone') throw new Refusal(409, undone, i18n.t(`api.${undone}`))
    if (undone === null) throw this.overtaken(ctx)
    const { saving, version } = undone
    if (saving) await askOfBooked(ctx, { ...saving, keepsBooked })
    if ((await undone.save(version)) === 'stale') throw this.overtaken(ctx)
    return response.status(204)
  }

  private overtaken({ i18n }: HttpContext): Refusal {
    return new Refusal(409, 'changed_since', i18n.t('api.changed_since'))
  }
}
