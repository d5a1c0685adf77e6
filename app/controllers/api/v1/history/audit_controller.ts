import type { HttpContext } from '@adonisjs/core/http'
import { answerOne } from '#controllers/api/v1/one'
import { pageAsked } from '#controllers/api/v1/page'
import { readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { findAuditRow, historyAfter } from '#queries/history/history_list'
import { presentAudit } from '#shapes/history/audit_record'
import { auditQuery } from '#validators/api/history'

export default class AuditController {
  async index(ctx: HttpContext) {
    const { bouncer, business } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const asked = await readQuery(ctx, auditQuery)
    const filters = {
      ...{ about: asked.subject_type, id: asked.subject_id },
      ...{ userId: asked.user_id, actor: asked.actor },
      from: momentOf(asked.from),
      until: momentOf(asked.to),
    }
    const { entries, next } = await pageAsked(ctx, asked, (wanted) =>
      historyAfter(business.id, filters, wanted)
    )
    return { data: entries.map(presentAudit), next_cursor: next }
  }

  async show(ctx: HttpContext) {
    const { bouncer, business, params } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const entry = await findAuditRow(business.id, params.id)
    if (!entry) throw new Refusal(404, 'not_found')
    return answerOne(ctx, presentAudit(entry))
  }
}

function momentOf(instant: number | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant)
}
