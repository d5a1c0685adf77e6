import { qrCode } from '#formats/pages/qr_code'
import type User from '#models/accounts/user'
import { codeAddress } from '#models/tokens/one_time_code'
import { findSecondStep, recoveryCodesLeft } from '#queries/accounts/second_step'

const ISSUER = 'Bellhop'

/** The key is shown until a code of it has been, and never again. */
export async function secondStepPage({ id, email }: User) {
  const step = await findSecondStep(id)
  const isOn = step !== null && step.confirmedAt !== null
  const key = isOn ? null : (step?.key ?? null)
  const keyAddress = key && codeAddress(key, ISSUER, email)
  return {
    isOn,
    since: step?.confirmedAt ?? null,
    codesLeft: isOn ? await recoveryCodesLeft(id) : 0,
    key: key && (key.match(/.{4}/g)?.join(' ') ?? null),
    keyAddress,
    keyImage: keyAddress && (await qrCode(keyAddress)),
  }
}
