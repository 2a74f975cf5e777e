/** Generated from the control API's OpenAPI document by `npm run api:generate`. Don't edit. */
export interface paths {
    "/api/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stores with their live status */
        get: operations["listStores"];
        put?: never;
        /** Create a store: commits its values file */
        post: operations["createStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One store with its values file */
        get: operations["getStore"];
        put?: never;
        post?: never;
        /** Delete a store with its data: commits the removal of its values file */
        delete: operations["deleteStore"];
        options?: never;
        head?: never;
        /** Change a store: commits an edit of its values file that keeps people's comments */
        patch: operations["updateStore"];
        trace?: never;
    };
    "/api/stores/{name}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop all that runs for the store and keep its data: commits an edit of its values file */
        post: operations["suspendStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a suspended store run again */
        post: operations["resumeStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move one store to another release of its chart, or to other images: one commit */
        post: operations["upgradeStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have Argo CD compare and sync the store now: tries again what failed at the same commit */
        post: operations["syncStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commits that touched the store's values file, newest first */
        get: operations["getStoreHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/history/{commit}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a commit changed in the store's values file */
        get: operations["getStoreCommit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a commit, in this store's values file only */
        post: operations["revertStoreCommit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go back: the store's values file as it was at a commit, or its data as in a backup, as one new commit */
        post: operations["restoreStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backups of the store, newest first; also of one that was deleted */
        get: operations["getStoreBackups"];
        put?: never;
        /** Back the store up now: commits the wish, which its chart carries out */
        post: operations["backUpStore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What runs for the store as a tree: what Argo CD applied, and what that made in turn */
        get: operations["getStoreResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/pods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The store's pods and their containers: what has a log */
        get: operations["getStorePods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kubernetes' events of the store, newest first; with Accept: text/event-stream as they come, oldest first, each as `event` (a StoreEvent) */
        get: operations["getStoreEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of one container as text/plain, or with Accept: text/event-stream each line as `line` (a JSON string); `end` ({reason}) comes last */
        get: operations["getStoreLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How to sign in to the store's admin */
        get: operations["getStoreCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** CPU and memory that the store's pods use just now, and its quota */
        get: operations["getStoreUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stores/{name}/shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Asks the shop at its address whether it answers */
        get: operations["askStoreShop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upgrades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Upgrades of many stores, newest first */
        get: operations["listUpgrades"];
        put?: never;
        /** Move many stores to a release of their chart: a commit each, a wave at a time, the next when all are Ready; the first failure stops it */
        post: operations["beginUpgrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upgrades/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an upgrade is, store by store */
        get: operations["getUpgrade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upgrades/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin no further wave; what is committed stays */
        post: operations["stopUpgrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/upgrades/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on where it stopped, with or without the stores that failed */
        post: operations["resumeUpgrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every commit of the stores repository, newest first */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes/{commit}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One commit with its diff */
        get: operations["getChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes/{commit}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo a whole commit */
        post: operations["revertChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deletions/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm a mass deletion: an empty commit that names the stores */
        post: operations["confirmDeletions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Attempts at changes and looks at credentials, newest first, failed ones too; owners see their own and those at their stores */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API tokens, newest first: your own, or everybody's for admins; never their text */
        get: operations["listTokens"];
        put?: never;
        /** Make an API token that acts as you; its text is in this answer and never again */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token; it is refused from now on */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform itself: who you are, what is connected, what is still starting; to those who aren't signed in, how to sign in */
        get: operations["getPlatform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/engines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Engines, their released versions and the schemas of their values */
        get: operations["listEngines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/provisioning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long stores took from their commit until they were Ready, by engine and by day */
        get: operations["getProvisioningTimes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: `store` (a Store), `store-removed` ({name}), `blocked` (BlockedFile[]), `platform` (a Platform), `ready` once everything known was sent */
        get: operations["streamChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every dependency and whether it answers */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs; says nothing of its dependencies */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** It can take changes: Git answers, and it isn't stopping */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics, for whoever has METRICS_TOKEN */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/git": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The Git server says that a branch moved; it merely triggers a fetch */
        post: operations["gitPushed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** GitHub says that a branch moved or a pull request changed; it merely triggers a look */
        post: operations["receiveGitHubWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Attempt: {
            id: string;
            /** Format: date-time */
            at: string;
            /** @description `unknown` when the caller couldn't be told */
            actor: string;
            /** @description What proved who it is: dev, oidc, `token <id>` or none */
            via: string;
            /** @description For admins, and for whoever made the attempt */
            ip?: string;
            action: string;
            store?: string;
            /** @description Commit or token that it was about */
            target?: string;
            /** @description `ok`, or the last part of the problem's type */
            outcome: string;
            status: number;
            requestId: string;
            /** @description The commit that it made */
            commit?: string;
        };
        AttemptList: {
            items: components["schemas"]["Attempt"][];
            nextCursor?: string;
        };
        Backup: {
            id: string;
            /** Format: date-time */
            time: string;
            /** @enum {string} */
            reason: "scheduled" | "requested" | "before-upgrade" | "before-deletion";
            /** @description Who owned the store then */
            owner: string;
            engine: string;
            /** @description Release of the chart that ran then */
            chartVersion: string;
            /** @description Of what it holds; left out where that wasn't noted */
            sizeBytes?: number;
        };
        BackupId: string;
        BackupList: {
            /** @description Whether the store is backed up */
            enabled: boolean;
            /** @description Why it isn't */
            detail?: string;
            /** @description The newest first */
            backups: components["schemas"]["Backup"][];
        };
        BeginUpgrade: {
            engine: string;
            /** @description Chart version; the newest released one when left out */
            to?: string;
            /** @description Just these stores */
            names?: components["schemas"]["StoreName"][];
            /** @description All stores of the engine that match; without it and names, all */
            selector?: {
                owner?: string;
                cluster?: string;
                chartVersion?: string;
                status?: components["schemas"]["StatusPhase"][];
            };
            /**
             * @description Stores of the first wave; 0: as many as of any other
             * @default 1
             */
            canary: number;
            /**
             * @description Stores of a wave
             * @default 10
             */
            batchSize: number;
            /**
             * @description How long a store may take from its commit until it is Ready
             * @default 900
             */
            readyWithinSeconds: number;
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
            /**
             * @description Only say what would be done
             * @default false
             */
            dryRun: boolean;
        };
        BlockedFile: {
            path: string;
            message: string;
            commit?: components["schemas"]["Commit"];
            storeName?: string;
        };
        /**
         * @description `direct`: a commit at once; `pull-request`: for people to merge. As the platform is set when left out
         * @enum {string}
         */
        ChangeMode: "direct" | "pull-request";
        ChangeResult: {
            store?: components["schemas"]["StoreDetail"];
            commit: components["schemas"]["Commit"];
        };
        Commit: {
            id: string;
            subject: string;
            body: string;
            author: {
                name: string;
                email: string;
            };
            /** Format: date-time */
            committedAt: string;
            /** @description Signed by the control API, so actor and reason are its word */
            verified: boolean;
            actor?: string;
            requestId?: string;
            reason?: string;
            /** @enum {string} */
            operation?: "create" | "update" | "delete" | "revert" | "confirm-deletions";
            /**
             * @description Of a deletion: without the backup before it
             * @constant
             */
            backup?: "skip";
            /** @description The upgrade of many stores that it is part of */
            upgrade?: string;
        };
        CommitDiff: {
            commit: components["schemas"]["Commit"];
            files: {
                path: string;
                before?: string;
                after?: string;
                patch: string;
            }[];
        };
        /** @description Full commit id */
        CommitId: string;
        CommitList: {
            items: components["schemas"]["Commit"][];
            nextCursor?: string;
        };
        CommitResult: {
            commit: components["schemas"]["Commit"];
        };
        ConfirmDeletions: {
            names: components["schemas"]["StoreName"][];
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
        CreatedToken: {
            id: string;
            /** @description How the token begins, to recognise it by */
            prefix: string;
            name: string;
            /** @description The user as whom it acts */
            owner: string;
            /** @enum {string} */
            role: "admin" | "owner" | "viewer";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            lastUsedAt?: string;
            /** @description The token itself, shown this once */
            token: string;
        };
        CreateStore: {
            name: components["schemas"]["StoreName"];
            engine: string;
            /** @description Newest released version of the engine's chart when left out */
            chartVersion?: string;
            displayName?: string;
            /** @description Argo CD's name of the cluster; in-cluster when left out. Can't change later */
            cluster?: string;
            /** @default {} */
            values: {
                [key: string]: unknown;
            };
            /** @description Begin with the data of a backup, of this store or another one: a clone */
            restore?: {
                store: components["schemas"]["StoreName"];
                snapshot: components["schemas"]["BackupId"] | "latest";
            };
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
        CreateToken: {
            /**
             * @description What it is for
             * @example deploy pipeline
             */
            name: string;
            /**
             * @description Yours when left out; never one that may do what yours may not
             * @enum {string}
             */
            role?: "admin" | "owner" | "viewer";
            /**
             * Format: date-time
             * @description Never, when left out
             */
            expiresAt?: string;
        };
        Credentials: {
            /** @description Keys of the Secret store-credentials, e.g. username and password */
            items: {
                key: string;
                value: string;
            }[];
        };
        Engine: {
            name: string;
            displayName: string;
            description: string;
            latest: string;
            versions: {
                version: string;
                schema: {
                    [key: string]: unknown;
                };
            }[];
        };
        EngineList: {
            items: components["schemas"]["Engine"][];
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "degraded" | "down";
            checks: {
                name: string;
                ok: boolean;
                /** @description Not ready without it */
                required: boolean;
                /** @description What it means that it is down */
                detail?: string;
                /**
                 * Format: date-time
                 * @description Since when it answers, or doesn't
                 */
                since?: string;
                /** @description What went wrong last, without addresses: the log has all of it */
                lastError?: {
                    message: string;
                    /** Format: date-time */
                    at: string;
                };
            }[];
        };
        Platform: {
            domain: string;
            /** @description Pods are simulated: stores have no real shop */
            simulated: boolean;
            auth: components["schemas"]["SignIn"];
            /** @description How changes can be made here, the usual one first; left out for those who aren't signed in */
            changeModes?: components["schemas"]["ChangeMode"][];
            /** @description Whether stores are backed up here; left out for those who aren't signed in */
            backups?: boolean;
            /** @description Who you are; left out when you aren't signed in */
            user?: {
                id: string;
                /** @enum {string} */
                role: "admin" | "owner" | "viewer";
            };
            git: {
                connected: boolean;
                revision?: string;
                /** Format: date-time */
                fetchedAt?: string;
            };
            argocd: {
                connected: boolean;
                /** Format: date-time */
                observedAt?: string;
            };
            /** @description Parts of the local platform that are still coming up; empty when there is nothing to wait for */
            startup: {
                name: string;
                /** @enum {string} */
                state: "waiting" | "running" | "done" | "failed";
                seconds?: number;
                detail?: string;
            }[];
        };
        Pod: {
            name: string;
            /** @description Pending, Running, Succeeded, Failed or Unknown */
            phase: string;
            health: string;
            message?: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The one whose log is meant by default first */
            containers: {
                name: string;
                init: boolean;
                ready: boolean;
                restarts: number;
                /** @description Running, or why it waits or ended */
                state: string;
                message?: string;
            }[];
        };
        PodList: {
            items: components["schemas"]["Pod"][];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            instance?: string;
            requestId?: string;
            errors?: {
                pointer: string;
                detail: string;
            }[];
        };
        /** @description Nothing is changed until the pull request is merged */
        ProposedChange: {
            pullRequest: components["schemas"]["PullRequest"];
            store?: components["schemas"]["StoreDetail"];
        };
        ProvisioningTimes: {
            engines: {
                engine: string;
                count: number;
                /** @description Seconds */
                p50: number;
                /** @description Seconds */
                p95: number;
                /** @description Seconds */
                p99: number;
            }[];
            /** @description Days in UTC on which stores got Ready, the oldest first */
            days: {
                /** Format: date */
                day: string;
                count: number;
                /** @description Seconds */
                p50: number;
                /** @description Seconds */
                p95: number;
                /** @description Seconds */
                p99: number;
            }[];
            /** @description The newest first */
            latest: {
                store: string;
                engine: string;
                chartVersion: string;
                /** Format: date-time */
                readyAt: string;
                seconds: number;
            }[];
        };
        PullRequest: {
            number: number;
            /** @description Its page on the Git server */
            url: string;
            branch: string;
            title: string;
            /** @enum {string} */
            state: "open" | "merged" | "closed";
            /** Format: date-time */
            openedAt: string;
            /** @description Opened by the control API, so operation and actor are its word */
            ours: boolean;
            /** @enum {string} */
            operation?: "create" | "update" | "delete" | "revert" | "confirm-deletions";
            actor?: string;
            /** @description The Git server merges it once the branch's rules are met */
            autoMerge: boolean;
        };
        ReasonOnly: {
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
        Resource: {
            group: string;
            kind: string;
            namespace?: string;
            name: string;
            /** @description Synced, OutOfSync or Unknown */
            sync?: string;
            /** @description Healthy, Progressing, Degraded, Suspended, Missing or Unknown */
            health?: string;
            message?: string;
            /**
             * Format: date-time
             * @description Where it is known
             */
            createdAt?: string;
            /** @description What it made in turn, newest first, e.g. Deployment → ReplicaSet → Pod */
            readonly children?: components["schemas"]["Resource"][];
        };
        ResourceList: {
            items: components["schemas"]["Resource"][];
            /** @description Why only what Argo CD applied is shown and not what that made */
            incomplete?: string;
        };
        RestoreRequest: {
            /** @description Take the values file back to this commit */
            commit?: string;
            /** @description For a store that comes back after its deletion: a backup whose data it gets, or none */
            restore?: components["schemas"]["BackupId"] | "latest" | "none";
            /** @description Take the data back to this backup */
            snapshot?: components["schemas"]["BackupId"] | "latest";
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
        ResumeUpgrade: {
            /**
             * @description Leave the stores that failed as they are
             * @default false
             */
            skipFailed: boolean;
        };
        RevertRequest: {
            commit: string;
            /** @description For a store that comes back after its deletion: a backup whose data it gets, or none */
            restore?: components["schemas"]["BackupId"] | "latest" | "none";
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
        ShopAnswer: {
            answers: boolean;
            /** @description Of HTTP; left out where nothing answered */
            status?: number;
            milliseconds: number;
            /** @description What that means, in a sentence */
            detail: string;
        };
        SignIn: {
            /**
             * @description `dev`: nobody signs in, every caller on this machine is believed
             * @enum {string}
             */
            mode: "dev" | "oidc";
            /** @description The OpenID provider */
            issuer?: string;
            /** @description Public client for the authorization code flow with PKCE */
            clientId?: string;
            scopes?: string[];
            /** @description What the provider is to be told that the token is for, and by which parameter */
            audience?: {
                /** @enum {string} */
                parameter: "audience" | "resource";
                value: string;
            };
        };
        /** @enum {string} */
        StatusPhase: "Pending" | "Provisioning" | "Ready" | "Updating" | "Suspended" | "Degraded" | "Failed" | "Deleting" | "Blocked" | "Unknown";
        Store: {
            name: components["schemas"]["StoreName"];
            displayName: string;
            engine: string;
            chartVersion: string;
            owner: string;
            cluster: string;
            suspended: boolean;
            status: components["schemas"]["StoreStatus"];
            links: {
                shop: string;
                /** @description The shop by the platform's own address, whatever its main domain */
                platform: string;
                admin?: string;
                argocd?: string;
            };
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: date-time
             * @description First time this process saw it Ready
             */
            readyAt?: string;
            lastCommit?: components["schemas"]["Commit"];
            deletion?: {
                /**
                 * Format: date-time
                 * @description End of the grace period; the file can be restored until then
                 */
                deleteAfter?: string;
                needsConfirmation: boolean;
                commit?: components["schemas"]["Commit"];
                /** @description The backup before its data goes: while it fails the store stays */
                backup?: {
                    /** @enum {string} */
                    state: "waiting" | "running" | "failed";
                    /** @description Why it failed, or what keeps it from running */
                    reason?: string;
                };
            };
            /** @description The last scheduled backup failed */
            backupFailure?: {
                /** Format: date-time */
                at?: string;
                reason: string;
            };
            /** @description Open pull requests that touch the values file; a store that one adds is Pending */
            pendingChanges?: components["schemas"]["PullRequest"][];
        };
        StoreDetail: {
            name: components["schemas"]["StoreName"];
            displayName: string;
            engine: string;
            chartVersion: string;
            owner: string;
            cluster: string;
            suspended: boolean;
            status: components["schemas"]["StoreStatus"];
            links: {
                shop: string;
                /** @description The shop by the platform's own address, whatever its main domain */
                platform: string;
                admin?: string;
                argocd?: string;
            };
            /** Format: date-time */
            createdAt?: string;
            /**
             * Format: date-time
             * @description First time this process saw it Ready
             */
            readyAt?: string;
            lastCommit?: components["schemas"]["Commit"];
            deletion?: {
                /**
                 * Format: date-time
                 * @description End of the grace period; the file can be restored until then
                 */
                deleteAfter?: string;
                needsConfirmation: boolean;
                commit?: components["schemas"]["Commit"];
                /** @description The backup before its data goes: while it fails the store stays */
                backup?: {
                    /** @enum {string} */
                    state: "waiting" | "running" | "failed";
                    /** @description Why it failed, or what keeps it from running */
                    reason?: string;
                };
            };
            /** @description The last scheduled backup failed */
            backupFailure?: {
                /** Format: date-time */
                at?: string;
                reason: string;
            };
            /** @description Open pull requests that touch the values file; a store that one adds is Pending */
            pendingChanges?: components["schemas"]["PullRequest"][];
            path: string;
            /** @description Text of the values file at the branch tip */
            valuesFile?: string;
            /** @description The engine's values, without `store` */
            values?: {
                [key: string]: unknown;
            };
        };
        StoreEvent: {
            id: string;
            /** @description Normal or Warning */
            type: string;
            reason: string;
            message: string;
            kind: string;
            /** @description Name of what it is about */
            object: string;
            count: number;
            firstAt: string;
            lastAt: string;
            source?: string;
        };
        StoreEventList: {
            items: components["schemas"]["StoreEvent"][];
        };
        StoreList: {
            items: components["schemas"]["Store"][];
            total: number;
            /** @description Stores by phase among those that match everything but `status` */
            counts: {
                [key: string]: number;
            };
            nextCursor?: string;
            blocked: components["schemas"]["BlockedFile"][];
        };
        /**
         * @description Name of the store: a lower-case DNS label of at most 40 characters
         * @example acme-shoes
         */
        StoreName: string;
        StoreStatus: {
            phase: components["schemas"]["StatusPhase"];
            /** @description Why, in plain words */
            reason: string;
            progress: {
                healthy: number;
                total: number;
            };
            /** @description The commit that last touched the values file */
            desiredRevision?: string;
            /** @description The revision that Argo CD last synced */
            liveRevision?: string;
            /**
             * Format: date-time
             * @description When the live state was last seen
             */
            observedAt: string;
            /** @description Given when the phase is Unknown */
            lastKnownPhase?: components["schemas"]["StatusPhase"];
        };
        StoreUsage: {
            /** @description Cores; left out where the cluster doesn't measure it */
            cpu?: number;
            /** @description Bytes; left out where the cluster doesn't measure it */
            memory?: number;
            quota: {
                /** @description As Kubernetes names it, e.g. requests.cpu */
                resource: string;
                used: number;
                limit: number;
            }[];
        };
        SyncResult: {
            /**
             * @description started: a sync of the newest commit; running: one ran already; requested: there is no Application yet, its set was asked for it
             * @enum {string}
             */
            state: "started" | "running" | "requested";
            /** @description An operation that hung was ended first */
            terminated: boolean;
            detail: string;
        };
        Token: {
            id: string;
            /** @description How the token begins, to recognise it by */
            prefix: string;
            name: string;
            /** @description The user as whom it acts */
            owner: string;
            /** @enum {string} */
            role: "admin" | "owner" | "viewer";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt?: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            lastUsedAt?: string;
        };
        TokenList: {
            items: components["schemas"]["Token"][];
        };
        /** @description A merge patch (RFC 7396) of a store */
        UpdateStore: {
            displayName?: string | null;
            suspended?: boolean | null;
            chartVersion?: string;
            /** @description Merged into the engine's values; null removes a key, or all of them (RFC 7396) */
            values?: {
                [key: string]: unknown;
            } | null;
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
        Upgrade: {
            id: string;
            engine: string;
            to: string;
            /** @enum {string} */
            state: "running" | "stopped" | "done";
            /** @description Why it stopped */
            why?: string;
            actor: string;
            reason?: string;
            canary: number;
            batchSize: number;
            readyWithinSeconds: number;
            /** @description Stores it is about */
            total: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last begun or resumed
             */
            beganAt: string;
            /** Format: date-time */
            endedAt?: string;
        };
        UpgradeList: {
            items: components["schemas"]["Upgrade"][];
        };
        UpgradePreview: {
            to: string;
            waves: {
                name: components["schemas"]["StoreName"];
                from: string;
                /** @description First line of the commit it would make */
                subject: string;
            }[][];
            /** @description Why it can't be done as it is asked for; the upgrade isn't begun while there are any */
            problems: {
                pointer: string;
                detail: string;
            }[];
        };
        UpgradeProgress: {
            id: string;
            engine: string;
            to: string;
            /** @enum {string} */
            state: "running" | "stopped" | "done";
            /** @description Why it stopped */
            why?: string;
            actor: string;
            reason?: string;
            canary: number;
            batchSize: number;
            readyWithinSeconds: number;
            /** @description Stores it is about */
            total: number;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last begun or resumed
             */
            beganAt: string;
            /** Format: date-time */
            endedAt?: string;
            waves: {
                name: components["schemas"]["StoreName"];
                from: string;
                /** @enum {string} */
                state: "waiting" | "rolling-out" | "ready" | "failed" | "skipped" | "taken-back";
                reason?: string;
                /** @description The commit it made */
                commit?: string;
            }[][];
        };
        UpgradeStore: {
            /** @description Newest released version when neither this nor values are given */
            chartVersion?: string;
            /** @description Merge patch of the engine's values, e.g. of images */
            values?: {
                [key: string]: unknown;
            };
            /** @description Back it up before: as a rule, where backups are made; false: don't; true: or refuse */
            backup?: boolean;
            reason?: string;
            mode?: components["schemas"]["ChangeMode"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listStores: {
        parameters: {
            query?: {
                /** @description Part of the name or display name */
                search?: string;
                /** @description One or more phases, with commas between */
                status?: string;
                engine?: string;
                /** @description For those who may see others' stores */
                owner?: string;
                cluster?: string;
                /** @description Release of the engine's chart, e.g. 1.0.0 */
                chartVersion?: string;
                /** @description With - in front: the other way round */
                sort?: "name" | "createdAt" | "updatedAt" | "status" | "owner" | "-name" | "-createdAt" | "-updatedAt" | "-status" | "-owner";
                /** @description nextCursor of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of stores */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateStore"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            201: {
                headers: {
                    /** @description Address of the store */
                    Location?: string;
                    /** @description Version of its values file */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As much as the caller may; Retry-After says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The store */
            200: {
                headers: {
                    /** @description Version of the values file, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreDetail"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteStore: {
        parameters: {
            query?: {
                confirm?: string;
                reason?: string;
                mode?: components["schemas"]["ChangeMode"];
                /** @description Without the backup before it; of a store that is being deleted, too, when its backup fails */
                backup?: "skip";
            };
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The commit is on the remote and the store is going; or a pull request is open */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"] | components["schemas"]["ProposedChange"];
                };
            };
            /** @description The request can't be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["UpdateStore"];
                "application/json": components["schemas"]["UpdateStore"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is missing */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonOnly"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonOnly"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upgradeStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["UpgradeStore"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    syncStore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Asked; the status tells what comes of it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncResult"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreHistory: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: components["schemas"]["CommitId"];
                limit?: number;
            };
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of commits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreCommit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
                commit: components["schemas"]["CommitId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The commit with its diff */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitDiff"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revertStoreCommit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevertRequest"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As much as the caller may; Retry-After says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreRequest"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As much as the caller may; Retry-After says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreBackups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Backups, as they were some seconds ago at most */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backUpStore: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
                /** @description ETag of the version the change is based on; * for any */
                "if-match"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonOnly"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Somebody changed it since */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreResources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Resources */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourceList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStorePods: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pods */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description application/json, or text/event-stream to follow */
                accept?: string;
                /** @description Go on after this event */
                "last-event-id"?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreEventList"];
                    "text/event-stream": string;
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As much as the caller may; Retry-After says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreLog: {
        parameters: {
            query: {
                /** @description One of GET /api/stores/{name}/pods */
                pod: string;
                /** @description The pod's main one when left out */
                container?: string;
                /** @description Stay and send what comes, until the container ends */
                follow?: "true" | "false";
                /** @description Of the container's run before it was restarted */
                previous?: "true" | "false";
                timestamps?: "true" | "false";
                tailLines?: number;
                /** @description Only what is younger than this many seconds */
                since?: number;
            };
            header?: {
                /** @description text/plain, or text/event-stream */
                accept?: string;
            };
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                    "text/event-stream": string;
                };
            };
            /** @description The request can't be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As much as the caller may; Retry-After says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Never cached */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credentials"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStoreUsage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it uses of what it may */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoreUsage"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askStoreShop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["StoreName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it answered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopAnswer"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUpgrades: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Upgrades */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginUpgrade: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginUpgrade"];
            };
        };
        responses: {
            /** @description What it would do (dryRun) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradePreview"];
                };
            };
            /** @description Begun */
            201: {
                headers: {
                    /** @description Address of the upgrade */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeProgress"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUpgrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upgrade */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeProgress"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopUpgrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stopped */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeProgress"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeUpgrade: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResumeUpgrade"];
            };
        };
        responses: {
            /** @description Running again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpgradeProgress"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: components["schemas"]["CommitId"];
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of commits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                commit: components["schemas"]["CommitId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The commit with its diff */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitDiff"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revertChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
            };
            path: {
                commit: components["schemas"]["CommitId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonOnly"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmDeletions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: the same key with the same body is one commit */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmDeletions"];
            };
        };
        responses: {
            /** @description The commit is on the remote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommitResult"];
                };
            };
            /** @description A pull request is open; nothing changes until it is merged */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedChange"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAttempts: {
        parameters: {
            query?: {
                store?: string;
                actor?: string;
                /** @description E.g. store.create */
                action?: string;
                /** @description `ok`, or the last part of a problem's type, e.g. name-taken */
                outcome?: string;
                /** @description Inclusive */
                since?: string;
                /** @description Exclusive */
                until?: string;
                /** @description nextCursor of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of attempts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptList"];
                };
            };
            /** @description The request can't be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateToken"];
            };
        };
        responses: {
            /** @description The token with its text */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedToken"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with what is there */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body doesn't fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlatform: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The platform */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Platform"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEngines: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Engines */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EngineList"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProvisioningTimes: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Times in seconds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvisioningTimes"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamChanges: {
        parameters: {
            query?: {
                /** @description Development mode: who you are */
                user?: string;
                /** @description Development mode: your role */
                role?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, each with an id */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description As much as the caller may; Retry-After says when to try again */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something this needs is down; nothing changed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Health */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description It hardly gets to anything: restart it */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A required dependency is down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: {
                authorization?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gitPushed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    ref?: string;
                    before?: string;
                    after?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A fetch is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveGitHubWebhook: {
        parameters: {
            query?: never;
            header: {
                "x-github-event": string;
                "x-github-delivery": string;
                /** @description HMAC SHA-256 of the body with the webhook's secret, behind `sha256=` */
                "x-hub-signature-256"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Taken; it may be a repetition, or be about nothing that matters here */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request can't be used */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not signed in, or the token isn't good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such thing, or not the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
