import env from '#start/env'
import { defineConfig, drivers } from '@adonisjs/core/encryption'

const former = env.get('FORMER_APP_KEY')

const encryptionConfig = defineConfig({
  default: 'gcm',
  list: {
    // The first encrypts; each is tried to open.
    gcm: drivers.aes256gcm({ keys: [env.get('APP_KEY'), ...(former ? [former] : [])], id: 'gcm' }),
  },
})

export default encryptionConfig

declare module '@adonisjs/core/types' {
  export interface EncryptorsList extends InferEncryptors<typeof encryptionConfig> {}
}
