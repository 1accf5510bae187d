// Where recordings of the platform and the SDK's own types differ, the recordings win; each
// difference is written down here and nowhere else. Everything else is the SDK's type as it is.
import type { SdkTypes, XummTypes } from 'xumm-sdk'
import type { FatalApiError } from 'xumm-sdk/dist/src/utils'

type Changed<T, U> = Omit<T, keyof U> & U

/** force_network is null when unset (PROTOCOL §5.1); the types only know it absent. */
type Meta = Changed<XummTypes.XummPayloadMeta, { force_network: string | null }>

/** environment_networkid is absent before a signature (PROTOCOL §5.1). */
type Response = Changed<
  XummTypes.XummGetPayloadResponse['response'],
  { environment_networkid?: number }
>

export type Created = SdkTypes.CreatedPayload
export type Read = Changed<XummTypes.XummGetPayloadResponse, { meta: Meta; response: Response }>
export type Cancelled = Changed<XummTypes.XummDeletePayloadResponse, { meta: Meta }>

/** opened_by_deeplink is there and txid is missing from a rejection (PROTOCOL §7.1). */
export type Resolved = Changed<
  XummTypes.XummWebsocketBody,
  { opened_by_deeplink: boolean | null; txid?: string }
>

/** There is no txid in a rejection (PROTOCOL §8.1). */
export type Webhook = Changed<
  XummTypes.XummWebhookBody,
  { payloadResponse: Changed<XummTypes.XummWebhookBody['payloadResponse'], { txid?: string }> }
>

export type Refused = XummTypes.XummApiError
export type Fatal = Changed<FatalApiError, { error: true }>

export type Ping = SdkTypes.Pong
/** The claims of a JWT come flat; the newer ones are in no type (PROTOCOL §9.2, §10). */
export type JwtPing = (SdkTypes.JwtPong & Record<string, unknown>) | SdkTypes.xAppJwtPong
export type Authorized = SdkTypes.xAppJwtOtt
export type OneTimeToken = SdkTypes.xAppOttData
export type Pushed = SdkTypes.PushResponse
export type Event = SdkTypes.EventResponse

export type UserTokens = SdkTypes.UserTokenResponse
export type KycOfToken = SdkTypes.KycStatusResponse
export type KycOfAccount = SdkTypes.KycInfoResponse
export type StorageGet = SdkTypes.StorageGetResponse
export type StorageSet = SdkTypes.StorageSetResponse
export type StorageDelete = SdkTypes.StorageDeleteResponse
export type Transaction = SdkTypes.XrplTransaction
export type Rails = SdkTypes.Rails
export type Hooks = SdkTypes.HookHashes
export type Hook = SdkTypes.HookHash
export type Nftoken = SdkTypes.NftokenDetail
export type UserdataList = SdkTypes.JwtUserdataList
export type UserdataGet = SdkTypes.JwtUserdataGet
export type UserdataSet = SdkTypes.JwtUserdataSet
export type UserdataDelete = SdkTypes.JwtUserdataDelete

/** XAH and isoDecimals were recorded in 2024 (PROTOCOL §9). */
export type Rates = SdkTypes.RatesResponse & {
  XAH: number
  __meta: { currency: { isoDecimals: number } }
}

/** A currency names its issuer's account (PROTOCOL §9). */
export type CuratedAssets = SdkTypes.CuratedAssetsResponse & {
  details: { [issuer: string]: { currencies: { [code: string]: { issuer: string } } } }
}
