/** One X account of the sandbox with its keys; made at the start or by the control plane. */
export interface Account {
  readonly userId: string;
  readonly screenName: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessTokenSecret: string;
  readonly geoEnabled: boolean;
  readonly protected: boolean;
  /** What the app may do, as X reports it in `x-access-level`. */
  readonly access: 'read' | 'read-write' | 'read-write-directmessages';
}
