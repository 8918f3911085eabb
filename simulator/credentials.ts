/** Who may call the simulated clouds. */
export interface Credentials {
  readonly clickhouse: {
    readonly organizationId: string;
    readonly tokenKey: string;
    readonly tokenSecret: string;
  };
  readonly huawei: {
    readonly accessKey: string;
    readonly secretKey: string;
    /** Set: the access key is a temporary one and needs this token. */
    readonly securityToken?: string | undefined;
    readonly domainName: string;
    readonly userName: string;
    readonly password: string;
  };
}

/** The credentials of a simulator that was started without any. They open nothing else. */
export const defaultCredentials: Credentials = {
  clickhouse: {
    organizationId: "5100a1a7-0000-4000-8000-000000000001",
    tokenKey: "simulated-token-key",
    tokenSecret: "simulated-token-secret",
  },
  huawei: {
    accessKey: "SIMULATEDACCESSKEY00",
    secretKey: "simulated-secret-key",
    domainName: "simulated-domain",
    userName: "simulated-user",
    password: "simulated-password",
  },
};
